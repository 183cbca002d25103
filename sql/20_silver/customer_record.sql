-- customer_record: each record of the two books, typed, trimmed and standardised.
-- grain   one row per customer_id of a book; key customer_id
-- reads   bronze.customers, silver.us_state
-- rule    a customer_id that arrived more than once keeps what was loaded last
-- rule    a name all in capitals or all in small letters is written with capitals in front
-- rule    what cannot be read (a state nobody knows, a phone without 10 digits) is null; bronze has it as it arrived
create or replace table silver.customer_record as
with trimmed_records as (
    select
        trim(customer_id) as customer_id,
        lower(trim(source_system)) as source_system,
        regexp_replace(trim(first_name), ' +', ' ') as first_name,
        regexp_replace(trim(last_name), ' +', ' ') as last_name,
        try_to_date(trim(date_of_birth)) as date_of_birth,
        nullif(lower(trim(email)), '') as email,
        translate(phone, translate(phone, '0123456789', ''), '') as phone_digits,
        nullif(regexp_replace(trim(street_address), ' +', ' '), '') as street_address,
        nullif(regexp_replace(trim(city), ' +', ' '), '') as city,
        upper(translate(state, ' .', '')) as state_key,
        translate(split_part(postal_code, '-', 1), translate(postal_code, '0123456789', ''), '') as postal_digits,
        lower(trim(employment_status)) as employment_key,
        try_cast(trim(annual_income) as decimal(12, 2)) as annual_income,
        lower(trim(card_type)) as card_key,
        try_cast(trim(credit_limit) as decimal(12, 2)) as credit_limit,
        try_to_date(trim(account_open_date)) as account_open_date,
        try_to_date(trim(migrated_date)) as migrated_date
    from bronze.customers
    where trim(customer_id) <> ''
    qualify row_number() over (
        partition by trim(customer_id) order by _loaded_at desc nulls last, _source_file desc, _source_line desc
    ) = 1
)

select
    record.customer_id,
    record.source_system,
    iff(record.first_name in (upper(record.first_name), lower(record.first_name)),
        initcap(record.first_name, ' -'''), record.first_name) as first_name,
    iff(record.last_name in (upper(record.last_name), lower(record.last_name)),
        initcap(record.last_name, ' -'''), record.last_name) as last_name,
    record.date_of_birth,
    record.email,
    -- ten digits, without the country's 1 in front
    case
        when length(record.phone_digits) = 10 then record.phone_digits
        when length(record.phone_digits) = 11 and left(record.phone_digits, 1) = '1' then right(record.phone_digits, 10)
    end as phone,
    record.street_address,
    record.city,
    coalesce(code.state_code, name.state_code) as state,
    -- five digits; a spreadsheet may have eaten leading zeros
    case
        when length(record.postal_digits) between 3 and 5 then lpad(record.postal_digits, 5, '0')
        when length(record.postal_digits) = 9 then left(record.postal_digits, 5)
    end as postal_code,
    case record.employment_key
        when 'employed' then 'Employed'
        when 'self-employed' then 'Self-employed'
        when 'retired' then 'Retired'
        when 'unemployed' then 'Unemployed'
    end as employment_status,
    record.annual_income,
    case record.card_key
        when 'standard' then 'Standard'
        when 'rewards' then 'Rewards'
        when 'premium' then 'Premium'
    end as card_type,
    record.credit_limit,
    record.account_open_date,
    record.migrated_date
from trimmed_records as record
left join silver.us_state as code on record.state_key = code.state_code
left join silver.us_state as name on record.state_key = name.state_key;
