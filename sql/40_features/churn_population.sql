-- churn_population: who can be judged at each cut-off, and why the others cannot.
-- grain   one row per snapshot_date and customer whose account was open by then; key customer_id, snapshot_date
-- reads   gold.churn_definition, gold.churn_snapshot, gold.churn_window, gold.dim_customer, gold.fct_transactions
-- rule    not_scored_reason is null for those who are scored; of several reasons the first in the case below is named
-- rule    purchases are those of gold.churn_activity; history begins with the first, on whichever account
create or replace table gold.churn_population as
with customers as (
    select customer_id, min(account_open_date) as account_open_date
    from gold.dim_customer
    where customer_key <> -1
    group by customer_id
),

first_purchases as (
    select customer_id, min(transaction_date) as first_purchase_date
    from gold.fct_transactions
    where status in ('approved', 'pending')
    group by customer_id
),

measured as (
    select
        customer.customer_id, snapshot.snapshot_date,
        datediff('day', purchase.first_purchase_date, snapshot.snapshot_date) as history_days,
        datediff('day', recent.last_purchase_date, snapshot.snapshot_date) as recency_days,
        coalesce(recent.purchase_count_180, 0) as purchase_count,
        recent.spend_amount_180::double / definition.feature_days as baseline_spend_per_day,
        recent.spend_amount_90::double / 90 as recent_spend_per_day,
        definition.active_days, definition.min_purchases, definition.min_history_days, definition.decline_share
    from gold.churn_snapshot as snapshot
    cross join gold.churn_definition as definition
    join customers as customer on customer.account_open_date < snapshot.snapshot_date
    left join first_purchases as purchase
        on customer.customer_id = purchase.customer_id and purchase.first_purchase_date < snapshot.snapshot_date
    left join gold.churn_window as recent
        on customer.customer_id = recent.customer_id and snapshot.snapshot_date = recent.snapshot_date
),

judged as (
    select
        customer_id, snapshot_date, history_days, recency_days, purchase_count,
        baseline_spend_per_day, recent_spend_per_day,
        case
            when history_days is null then 'no purchase yet'
            when recency_days is null or recency_days >= active_days then 'no purchase lately'
            when history_days < min_history_days then 'history too short'
            when purchase_count < min_purchases then 'too few purchases'
            when recent_spend_per_day < decline_share * baseline_spend_per_day then 'spend has fallen already'
        end as not_scored_reason
    from measured
)

select
    customer_id, snapshot_date, not_scored_reason is null as is_scored, not_scored_reason,
    history_days, recency_days, purchase_count, baseline_spend_per_day, recent_spend_per_day
from judged;
