-- customer_change: what changed for a customer, when it took effect and when we were told.
-- grain   one row per change_id, whatever number of times it was delivered; key change_id
-- reads   bronze.account_changes, silver.customer_xref, silver.us_state
-- rule    of several deliveries of one change the first recorded is kept; changes that change nothing stay in
-- rule    a change of an account that no book knows is left out; the check changes_find_their_customer counts them
create or replace table silver.customer_change as
with first_deliveries as (
    select
        trim(change_id) as change_id,
        trim(customer_id) as source_customer_id,
        lower(trim(change_type)) as change_type,
        try_to_timestamp_ntz(trim(changed_at)) as changed_at,
        try_to_timestamp_ntz(trim(recorded_at)) as recorded_at,
        lower(trim(card_type)) as card_key,
        try_cast(trim(credit_limit) as decimal(12, 2)) as credit_limit,
        nullif(regexp_replace(trim(street_address), ' +', ' '), '') as street_address,
        nullif(regexp_replace(trim(city), ' +', ' '), '') as city,
        upper(translate(state, ' .', '')) as state_key,
        translate(split_part(postal_code, '-', 1), translate(postal_code, '0123456789', ''), '') as postal_digits
    from bronze.account_changes
    where try_to_timestamp_ntz(trim(changed_at)) is not null
    qualify row_number() over (
        partition by trim(change_id)
        order by try_to_timestamp_ntz(trim(recorded_at)) nulls last, _source_file, _source_line
    ) = 1
)

select
    change.change_id,
    xref.customer_id,
    change.source_customer_id,
    xref.is_primary_account,
    change.change_type,
    change.changed_at,
    coalesce(change.recorded_at, change.changed_at) as recorded_at,
    case change.card_key
        when 'standard' then 'Standard'
        when 'rewards' then 'Rewards'
        when 'premium' then 'Premium'
    end as card_type,
    change.credit_limit,
    change.street_address,
    change.city,
    coalesce(code.state_code, name.state_code) as state,
    case
        when length(change.postal_digits) between 3 and 5 then lpad(change.postal_digits, 5, '0')
        when length(change.postal_digits) = 9 then left(change.postal_digits, 5)
    end as postal_code
from first_deliveries as change
join silver.customer_xref as xref on change.source_customer_id = xref.source_customer_id
left join silver.us_state as code on change.state_key = code.state_code
left join silver.us_state as name on change.state_key = name.state_key;
