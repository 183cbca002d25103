-- churn_subscription: recurring payments, and those that stopped coming.
-- grain   one row per customer_id and snapshot_date with a recurring payment in the feature window
-- reads   gold.churn_feature_day, gold.fct_transactions
-- rule    a subscription is a merchant with recurring charges; it is lost when the last charge of the feature window is
--         more than 35 days old: a month and a few days
create or replace table gold.churn_subscription as
with subscriptions as (
    select fact.customer_id, day.snapshot_date, fact.merchant_name, min(day.age_days) as silent_days
    from gold.fct_transactions as fact
    join gold.churn_feature_day as day on fact.transaction_date = day.date
    where fact.is_recurring and fact.status in ('approved', 'pending') and fact.customer_id is not null
    group by fact.customer_id, day.snapshot_date, fact.merchant_name
)

select
    customer_id, snapshot_date,
    count_if(silent_days <= 35)::integer as subscriptions,
    count_if(silent_days > 35)::integer as lost_subscriptions
from subscriptions
group by customer_id, snapshot_date;
