-- churn_trouble: declined and disputed purchases and refunds: friction that comes before leaving.
-- grain   one row per customer_id and snapshot_date with any of them in the feature window
-- reads   gold.churn_feature_day, gold.fct_transactions
-- rule    a status is the one that was loaded; the feed has no day of its own for a dispute, so it counts on the day of
--         its purchase
create or replace table gold.churn_trouble as
select
    fact.customer_id, day.snapshot_date,
    count_if(fact.status = 'declined' and day.age_days <= 30)::integer as declines_30_days,
    count_if(fact.status = 'declined' and day.age_days <= 90)::integer as declines_90_days,
    count_if(fact.status = 'declined')::integer as declines_180_days,
    count_if(fact.status = 'disputed')::integer as disputes_180_days,
    count_if(fact.status = 'refunded')::integer as refunds_180_days
from gold.fct_transactions as fact
join gold.churn_feature_day as day on fact.transaction_date = day.date
where fact.status in ('declined', 'disputed', 'refunded') and fact.customer_id is not null
group by fact.customer_id, day.snapshot_date;
