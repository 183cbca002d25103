-- judged_customers: each staged customer with the first rule it breaks; rule_id is null when it breaks none.
-- grain   one row per staged record
-- reads   bronze.staged_customers, bronze.customers
-- rule    of records with one customer_id the first that breaks no other rule is kept
create or replace view bronze.judged_customers as
with judged_alone as (
    select
        *,
        bronze.amount(credit_limit) as _amount,
        case
            when not bronze.is_filled(customer_id) then 'customers.customer_id.required'
            when not bronze.is_filled(source_system) then 'customers.source_system.required'
            when lower(trim(source_system)) not in ('legacy', 'acquired') then 'customers.source_system.values'
            when not bronze.is_filled(first_name) then 'customers.first_name.required'
            when not bronze.is_filled(last_name) then 'customers.last_name.required'
            when not bronze.is_filled(date_of_birth) then 'customers.date_of_birth.required'
            when not bronze.is_day(date_of_birth) then 'customers.date_of_birth.form'
            when bronze.is_filled(employment_status)
                and lower(trim(employment_status)) not in ('employed', 'self-employed', 'retired', 'unemployed')
                then 'customers.employment_status.values'
            when bronze.is_filled(annual_income) and not bronze.is_amount(annual_income)
                then 'customers.annual_income.form'
            when bronze.amount(annual_income) < 0 then 'customers.annual_income.negative'
            when not bronze.is_filled(card_type) then 'customers.card_type.required'
            when lower(trim(card_type)) not in ('standard', 'rewards', 'premium') then 'customers.card_type.values'
            when not bronze.is_filled(credit_limit) then 'customers.credit_limit.required'
            when not bronze.is_amount(credit_limit) then 'customers.credit_limit.form'
            when bronze.amount(credit_limit) <= 0 then 'customers.credit_limit.positive'
            when not bronze.is_filled(account_open_date) then 'customers.account_open_date.required'
            when not bronze.is_day(account_open_date) then 'customers.account_open_date.form'
            when try_to_date(trim(account_open_date)) > _latest_date then 'customers.account_open_date.future'
            when try_to_date(trim(date_of_birth)) > try_to_date(trim(account_open_date))
                then 'customers.date_of_birth.future'
            when bronze.is_filled(migrated_date) and not bronze.is_day(migrated_date)
                then 'customers.migrated_date.form'
            when try_to_date(trim(migrated_date)) > _latest_date then 'customers.migrated_date.future'
            when bronze.is_formula(customer_id) or bronze.is_formula(first_name) or bronze.is_formula(last_name)
                or bronze.is_formula(email) or bronze.is_formula(phone) or bronze.is_formula(street_address)
                or bronze.is_formula(city) or bronze.is_formula(state) or bronze.is_formula(postal_code)
                then 'text.formula'
        end as own_rule_id
    from bronze.staged_customers
),

ranked as (
    select
        *,
        row_number() over (
            partition by trim(customer_id), own_rule_id is null order by _source_line
        ) as nth_of_key
    from judged_alone
),

loaded_before as (
    select distinct trim(customer_id) as customer_id
    from bronze.customers
)

select
    ranked.*,
    case
        when own_rule_id is not null then own_rule_id
        when nth_of_key > 1 or loaded_before.customer_id is not null then 'customers.customer_id.unique'
    end as rule_id
from ranked
left join loaded_before on trim(ranked.customer_id) = loaded_before.customer_id;
