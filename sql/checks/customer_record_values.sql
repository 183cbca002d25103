-- customer_record_values: standardised values are of the accepted kind
with faults as (
    select customer_id, 'source_system' as column_name, source_system as value
    from silver.customer_record
    where source_system is null or source_system not in ('legacy', 'acquired')
    union all
    select customer_id, 'card_type', card_type
    from silver.customer_record
    where card_type is null or card_type not in ('Standard', 'Rewards', 'Premium')
    union all
    select customer_id, 'employment_status', employment_status
    from silver.customer_record
    where employment_status not in ('Employed', 'Self-employed', 'Retired', 'Unemployed')
    union all
    select customer_id, 'credit_limit', credit_limit::varchar
    from silver.customer_record
    where credit_limit is null or credit_limit <= 0
    union all
    select customer_id, 'annual_income', annual_income::varchar
    from silver.customer_record
    where annual_income < 0
    union all
    select customer_id, 'account_open_date', account_open_date::varchar
    from silver.customer_record
    -- books may be cut up to a month after the last transaction, as bronze allows
    where account_open_date is null
        or account_open_date > (select dateadd('day', 30, max(as_of_date))::date from silver.as_of)
    union all
    select customer_id, 'state', state
    from silver.customer_record
    where state not in (select state_code from silver.us_state)
    union all
    select customer_id, 'phone', '(not shown)'
    from silver.customer_record
    where not regexp_like(phone, '[0-9]{10}')
    union all
    select customer_id, 'postal_code', postal_code
    from silver.customer_record
    where not regexp_like(postal_code, '[0-9]{5}')
)

select customer_id as subject, column_name || ' has a value that is not accepted' as detail, value
from faults;
