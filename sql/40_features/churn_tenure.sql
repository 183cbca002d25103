-- churn_tenure: how long each customer has been here, and whether the account came with the acquired book.
-- grain   one row per customer_id and snapshot_date after the account was opened
-- reads   gold.churn_snapshot, gold.dim_customer
-- rule    days_since_migration is null for who was not migrated by the cut-off
create or replace view gold.churn_tenure as
with customers as (
    select customer_id, source_system, account_open_date, migrated_date
    from gold.dim_customer
    where is_current and customer_key <> -1
)

select
    customer.customer_id, snapshot.snapshot_date,
    datediff('day', customer.account_open_date, snapshot.snapshot_date) as tenure_days,
    customer.source_system,
    iff(customer.migrated_date < snapshot.snapshot_date,
        datediff('day', customer.migrated_date, snapshot.snapshot_date), null) as days_since_migration
from customers as customer
join gold.churn_snapshot as snapshot on customer.account_open_date < snapshot.snapshot_date;
