-- churn_limit: the customer's card and limit as they were at the cut-off, and how they had moved.
-- grain   one row per customer_id and snapshot_date after the account was opened
-- reads   gold.churn_snapshot, gold.dim_customer
-- rule    only versions that began before the cut-off, and had been told by then, are read, and of them not when they ended:
--         a change that took effect before and was told after is news of the future
-- rule    limit_change compares with the version at the window's begin, or with the first when the account is younger
create or replace table gold.churn_limit as
with versions as (
    select
        customer.customer_id, snapshot.snapshot_date, customer.valid_from, customer.version_number,
        customer.card_type, customer.credit_limit,
        customer.valid_from > snapshot.features_from and customer.version_number > 1 as is_change_in_window
    from gold.churn_snapshot as snapshot
    join gold.dim_customer as customer
        on customer.valid_from < snapshot.snapshot_date
        and coalesce(customer.recorded_at < snapshot.snapshot_date, true)
    where customer.customer_key <> -1
),

-- the number of the version at the cut-off, and of the one at the window's begin
marks as (
    select
        customer_id, snapshot_date,
        max(version_number) as last_number,
        max(iff(is_change_in_window, 1, version_number)) as first_number,
        count_if(is_change_in_window)::integer as card_or_limit_changes
    from versions
    group by customer_id, snapshot_date
)

select
    mark.customer_id, mark.snapshot_date,
    last_version.card_type::varchar as card_type,
    last_version.credit_limit::double as credit_limit,
    last_version.credit_limit::double / nullifzero(first_version.credit_limit)::double as limit_change,
    mark.card_or_limit_changes
from marks as mark
join versions as last_version
    on mark.customer_id = last_version.customer_id and mark.snapshot_date = last_version.snapshot_date
    and mark.last_number = last_version.version_number
join versions as first_version
    on mark.customer_id = first_version.customer_id and mark.snapshot_date = first_version.snapshot_date
    and mark.first_number = first_version.version_number;
