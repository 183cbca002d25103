-- churn_labels: who had churned at the end of each cut-off's label window. Training, tests, retraining and monitoring
--               all read the label here and nowhere else.
-- grain   one row per customer_id and snapshot_date with a purchase in the feature window and a closed label window
-- reads   gold.churn_definition, gold.churn_snapshot, gold.churn_window, gold.fct_transactions, gold.dim_date
-- rule    the rules and their windows are those of gold.churn_definition; label_version names them
-- rule    silent_days: whole days without an approved purchase at label_to, counted up to label_days
-- rule    everybody who can be judged is listed; whom a model learns from is said by gold.churn_population
create or replace table gold.churn_labels as
with days as (
    select calendar.date, snapshot.snapshot_date
    from gold.churn_snapshot as snapshot
    join gold.dim_date as calendar on calendar.date >= snapshot.label_from and calendar.date < snapshot.label_to
    where snapshot.has_label
),

outcomes as (
    select
        fact.customer_id, day.snapshot_date,
        sum(fact.amount) as spend_amount, max(fact.transaction_date) as last_purchase_date
    from gold.fct_transactions as fact
    join days as day on fact.transaction_date = day.date
    where fact.status = 'approved' and fact.customer_id is not null
    group by fact.customer_id, day.snapshot_date
),

measured as (
    select
        baseline.customer_id, baseline.snapshot_date, definition.label_version,
        definition.inactive_days, definition.decline_share,
        coalesce(datediff('day', outcome.last_purchase_date, snapshot.label_to) - 1, definition.label_days)
            as silent_days,
        baseline.spend_amount_180::double / definition.feature_days as baseline_spend_per_day,
        coalesce(outcome.spend_amount, 0)::double / definition.label_days as recent_spend_per_day
    from gold.churn_window as baseline
    join gold.churn_snapshot as snapshot on baseline.snapshot_date = snapshot.snapshot_date and snapshot.has_label
    cross join gold.churn_definition as definition
    left join outcomes as outcome
        on baseline.customer_id = outcome.customer_id and baseline.snapshot_date = outcome.snapshot_date
)

select
    customer_id, snapshot_date, label_version, silent_days, baseline_spend_per_day, recent_spend_per_day,
    silent_days >= inactive_days as is_inactive,
    recent_spend_per_day < decline_share * baseline_spend_per_day as has_declined,
    silent_days >= inactive_days or recent_spend_per_day < decline_share * baseline_spend_per_day as has_churned
from measured;
