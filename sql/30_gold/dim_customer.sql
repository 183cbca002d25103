-- dim_customer: who each customer is, and which card and limit they had when (SCD2 on card_type and credit_limit).
-- grain   one row per customer_id and span of days with the same card and limit; key customer_key
-- reads   silver.customer, silver.customer_change, silver.customer_xref, silver.card_transaction,
--         silver.as_of
-- spans   valid_from inclusive, valid_to exclusive; the current row has valid_to null; the first opens with the account
-- rule    changes count in the order they took effect, whenever told; of one day's changes the day's last holds all day
-- rule    a change before the account opened, or on or after as_of_date, counts for nothing
-- rule    card and limit follow the primary account, the address follows any account; what is not card or limit is
--         the same on every version: as last known
-- rule    recorded_at is when all that makes up a version and those before it had been told: whoever asks what was known on
--         a day leaves out the versions recorded later; null where the books alone told it
-- rule    customer_key depends on customer_id and valid_from alone; 53 bits, so that JavaScript holds it exactly
-- rule    row -1 stands for accounts that no book knows; it exists only while transactions have some
create or replace table gold.dim_customer as
with changes as (
    select
        change.customer_id, change.change_id, change.change_type, change.changed_at, change.recorded_at,
        change.changed_at::date as changed_date, change.is_primary_account, change.card_type, change.credit_limit,
        change.street_address, change.city, change.state, change.postal_code
    from silver.customer_change as change
    join silver.customer as customer on change.customer_id = customer.customer_id
    cross join silver.as_of as as_of
    where change.changed_at::date >= customer.account_open_date
        and (as_of.as_of_date is null or change.changed_at < as_of.as_of_date)
),

-- each day's last word on card and on limit
daily_changes as (
    select
        customer_id, changed_date, recorded_at,
        iff(change_type = 'card_type', card_type, null) as card_type,
        iff(change_type = 'credit_limit', credit_limit, null) as credit_limit
    from changes
    where is_primary_account
        and (change_type = 'card_type' and card_type is not null
            or change_type = 'credit_limit' and credit_limit is not null)
    qualify row_number() over (
        partition by customer_id, change_type, changed_date
        order by changed_at desc, recorded_at desc, change_id desc
    ) = 1
),

openings_and_changes as (
    select
        customer_id, account_open_date as valid_from,
        card_type as opening_card, credit_limit as opening_limit,
        null::varchar as changed_card, null::decimal(12, 2) as changed_limit, null::timestamp as recorded_at
    from silver.customer
    union all
    select customer_id, changed_date, null::varchar, null::decimal(12, 2), card_type, credit_limit, recorded_at
    from daily_changes
),

days as (
    select
        customer_id, valid_from,
        coalesce(max(changed_card), max(opening_card)) as card_type,
        coalesce(max(changed_limit), max(opening_limit)) as credit_limit,
        max(recorded_at) as recorded_at
    from openings_and_changes
    group by customer_id, valid_from
),

-- a day that says nothing about card or limit leaves it as it was: it belongs to the run of the last day that did
runs as (
    select
        customer_id, valid_from, card_type, credit_limit, recorded_at,
        count(card_type) over (
            partition by customer_id order by valid_from rows between unbounded preceding and current row
        ) as card_run,
        count(credit_limit) over (
            partition by customer_id order by valid_from rows between unbounded preceding and current row
        ) as limit_run
    from days
),

states as (
    select
        customer_id, valid_from,
        max(card_type) over (partition by customer_id, card_run) as card_type,
        max(credit_limit) over (partition by customer_id, limit_run) as credit_limit,
        max(recorded_at) over (
            partition by customer_id order by valid_from rows between unbounded preceding and current row
        ) as recorded_at
    from runs
),

compared_states as (
    select
        customer_id, valid_from, card_type, credit_limit, recorded_at,
        row_number() over (partition by customer_id order by valid_from) as position,
        lag(card_type) over (partition by customer_id order by valid_from) as previous_card,
        lag(credit_limit) over (partition by customer_id order by valid_from) as previous_limit
    from states
),

-- a change that leaves both as they were opens no new version
versions as (
    select
        customer_id, valid_from, card_type, credit_limit, recorded_at,
        lead(valid_from) over (partition by customer_id order by valid_from) as valid_to,
        row_number() over (partition by customer_id order by valid_from) as version_number
    from compared_states
    where position = 1 or card_type is distinct from previous_card or credit_limit is distinct from previous_limit
),

moves as (
    select customer_id, street_address, city, state, postal_code
    from changes
    where change_type = 'address' and street_address is not null
    qualify row_number() over (
        partition by customer_id order by changed_at desc, recorded_at desc, change_id desc
    ) = 1
),

customers as (
    select
        customer.customer_id, customer.source_system, customer.is_in_both_books,
        customer.first_name, customer.last_name, customer.date_of_birth, customer.email, customer.phone,
        iff(move.customer_id is null, customer.street_address, move.street_address) as street_address,
        iff(move.customer_id is null, customer.city, move.city) as city,
        iff(move.customer_id is null, customer.state, move.state) as state,
        iff(move.customer_id is null, customer.postal_code, move.postal_code) as postal_code,
        customer.employment_status, customer.annual_income, customer.account_open_date, customer.migrated_date
    from silver.customer as customer
    left join moves as move on customer.customer_id = move.customer_id
),

-- accounts of the feed first: a list of them is made in less time than every transaction is looked up in
accounts_in_feed as (
    select source_customer_id
    from silver.card_transaction
    group by source_customer_id
),

strangers as (
    select count(*) as account_count
    from accounts_in_feed as fed
    left join silver.customer_xref as account on fed.source_customer_id = account.source_customer_id
    where account.customer_id is null
)

select
    mod(md5_number_lower64(version.customer_id || '|' || version.valid_from::varchar), 9007199254740992)::bigint
        as customer_key,
    version.customer_id, version.version_number, version.valid_from, version.valid_to,
    version.valid_to is null as is_current, version.recorded_at,
    version.card_type, version.credit_limit,
    customer.first_name, customer.last_name, customer.first_name || ' ' || customer.last_name as full_name,
    customer.date_of_birth, customer.email, customer.phone,
    customer.street_address, customer.city, customer.state, customer.postal_code,
    customer.employment_status, customer.annual_income,
    customer.source_system, customer.is_in_both_books, customer.account_open_date, customer.migrated_date
from versions as version
join customers as customer on version.customer_id = customer.customer_id
union all
select
    -1, 'unknown', 1, as_of.first_date, null,
    true, null,
    null, null,
    null, null, null,
    null, null, null,
    null, null, null, null,
    null, null,
    null, false, null, null
from silver.as_of as as_of
cross join strangers
where strangers.account_count > 0;
