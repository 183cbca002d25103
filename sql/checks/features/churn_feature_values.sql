-- churn_feature_values: recency lies in its window, shorter windows hold no more than longer ones, shares are 0 to 1;
--                       recency and the purchases of the longest window are those of the facts
with purchases as (
    select fact.customer_id, day.snapshot_date, min(day.age_days) as recency_days, count(*) as purchase_count
    from gold.fct_transactions as fact
    join gold.churn_feature_day as day on fact.transaction_date = day.date
    where fact.status in ('approved', 'pending')
    group by fact.customer_id, day.snapshot_date
)

select feature.customer_id as subject, 'the last purchase lies outside the feature window' as detail, feature.snapshot_date
from gold.churn_features as feature
cross join gold.churn_definition as definition
where feature.recency_days is null or not (feature.recency_days between 1 and definition.feature_days)
union all
select customer_id, 'a shorter window holds more than a longer one', snapshot_date
from gold.churn_features
where not coalesce(
    purchases_7_days between 0 and purchases_14_days
    and purchases_14_days <= purchases_30_days
    and purchases_30_days <= purchases_90_days
    and purchases_90_days <= purchases_180_days
    and purchases_180_days >= 1
    and spend_30_days between 0 and spend_90_days
    and spend_90_days <= spend_180_days
    and declines_30_days between 0 and declines_90_days
    and declines_90_days <= declines_180_days,
    false
)
union all
select customer_id, 'a share lies outside 0 to 1', snapshot_date
from gold.churn_features
where not (
    coalesce(largest_purchase_share, 0) between 0 and 1
    and coalesce(necessity_share, 0) between 0 and 1
    and coalesce(everyday_share, 0) between 0 and 1
    and coalesce(online_share, 0) between 0 and 1
    and coalesce(wallet_share, 0) between 0 and 1
    and coalesce(decline_share, 0) between 0 and 1
)
union all
select customer_id, 'the card or the tenure is not known', snapshot_date
from gold.churn_features
where card_type is null or not coalesce(credit_limit > 0, false) or not coalesce(tenure_days >= 0, false)
union all
select feature.customer_id, 'the facts say another recency or another number of purchases', feature.snapshot_date
from gold.churn_features as feature
left join purchases as purchase
    on feature.customer_id = purchase.customer_id and feature.snapshot_date = purchase.snapshot_date
where feature.recency_days is distinct from purchase.recency_days
    or feature.purchases_180_days is distinct from purchase.purchase_count;
