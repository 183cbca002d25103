-- churn_features: everything a churn model may know about a customer at a cut-off; one column per feature.
-- grain   one row per customer_id and snapshot_date with a purchase in the feature window
-- reads   gold.churn_recency, gold.churn_frequency, gold.churn_monetary, gold.churn_trend, gold.churn_variability,
--         gold.churn_category, gold.churn_channel, gold.churn_season, gold.churn_subscription, gold.churn_trouble,
--         gold.churn_limit, gold.churn_tenure
-- rule    no age, no name, no address; nothing that happened on or after snapshot_date
-- rule    every column of a family is a feature, a new one too; what takes two families is made here. A reason is told in
--         the words of lib/src/pipeline/churn/catalogue.ts, or by the column's name
create or replace table gold.churn_features as
select
    recency.customer_id, recency.snapshot_date,
    recency.* exclude (customer_id, snapshot_date),
    frequency.* exclude (customer_id, snapshot_date),
    monetary.* exclude (customer_id, snapshot_date),
    trend.* exclude (customer_id, snapshot_date),
    variability.* exclude (customer_id, snapshot_date),
    category.* exclude (customer_id, snapshot_date),
    channel.* exclude (customer_id, snapshot_date),
    season.* exclude (customer_id, snapshot_date),
    subscription.* exclude (customer_id, snapshot_date) replace (
        coalesce(subscription.subscriptions, 0) as subscriptions,
        coalesce(subscription.lost_subscriptions, 0) as lost_subscriptions
    ),
    trouble.* exclude (customer_id, snapshot_date) replace (
        coalesce(trouble.declines_30_days, 0) as declines_30_days,
        coalesce(trouble.declines_90_days, 0) as declines_90_days,
        coalesce(trouble.declines_180_days, 0) as declines_180_days,
        coalesce(trouble.disputes_180_days, 0) as disputes_180_days,
        coalesce(trouble.refunds_180_days, 0) as refunds_180_days
    ),
    coalesce(trouble.declines_90_days, 0)::double
        / (frequency.purchases_90_days + coalesce(trouble.declines_90_days, 0) + 1) as decline_share,
    card.* exclude (customer_id, snapshot_date),
    monetary.spend_30_days / nullifzero(card.credit_limit) as limit_use,
    tenure.* exclude (customer_id, snapshot_date)
from gold.churn_recency as recency
join gold.churn_frequency as frequency
    on recency.customer_id = frequency.customer_id and recency.snapshot_date = frequency.snapshot_date
join gold.churn_monetary as monetary
    on recency.customer_id = monetary.customer_id and recency.snapshot_date = monetary.snapshot_date
join gold.churn_trend as trend
    on recency.customer_id = trend.customer_id and recency.snapshot_date = trend.snapshot_date
join gold.churn_variability as variability
    on recency.customer_id = variability.customer_id and recency.snapshot_date = variability.snapshot_date
join gold.churn_category as category
    on recency.customer_id = category.customer_id and recency.snapshot_date = category.snapshot_date
join gold.churn_channel as channel
    on recency.customer_id = channel.customer_id and recency.snapshot_date = channel.snapshot_date
join gold.churn_season as season
    on recency.customer_id = season.customer_id and recency.snapshot_date = season.snapshot_date
left join gold.churn_subscription as subscription
    on recency.customer_id = subscription.customer_id and recency.snapshot_date = subscription.snapshot_date
left join gold.churn_trouble as trouble
    on recency.customer_id = trouble.customer_id and recency.snapshot_date = trouble.snapshot_date
left join gold.churn_limit as card
    on recency.customer_id = card.customer_id and recency.snapshot_date = card.snapshot_date
left join gold.churn_tenure as tenure
    on recency.customer_id = tenure.customer_id and recency.snapshot_date = tenure.snapshot_date;
