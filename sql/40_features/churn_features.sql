-- churn_features: everything a churn model may know about a customer at a cut-off; one column per feature.
-- grain   one row per customer_id and snapshot_date with a purchase in the feature window
-- reads   gold.churn_recency, gold.churn_frequency, gold.churn_monetary, gold.churn_trend, gold.churn_variability,
--         gold.churn_category, gold.churn_channel, gold.churn_season, gold.churn_subscription, gold.churn_trouble,
--         gold.churn_limit, gold.churn_tenure
-- rule    no age, no name, no address; nothing that happened on or after snapshot_date
-- rule    a new feature is a column of its family, a line here, and a line in the feature catalogue
create or replace table gold.churn_features as
select
    recency.customer_id, recency.snapshot_date,
    recency.recency_days, recency.recency_in_usual_gaps,
    frequency.purchases_7_days, frequency.purchases_14_days, frequency.purchases_30_days,
    frequency.purchases_90_days, frequency.purchases_180_days,
    monetary.spend_30_days, monetary.spend_90_days, monetary.spend_180_days, monetary.average_ticket,
    trend.spend_14_over_60_days, trend.spend_30_over_180_days, trend.spend_60_over_180_days,
    trend.spend_90_over_180_days, trend.purchases_14_over_60_days, trend.purchases_30_over_180_days,
    trend.purchases_60_over_180_days, trend.purchases_90_over_180_days,
    variability.ticket_variation, variability.largest_purchase_share, variability.pace_variation,
    category.categories_180_days, category.category_breadth_change,
    category.necessity_share, category.necessity_share_change,
    category.everyday_share, category.everyday_share_change,
    category.everyday_30_over_180_days, category.everyday_90_over_180_days, category.grocery_spend_30_over_180_days,
    channel.online_share, channel.wallet_share,
    season.seasonal_spend_30_days, season.seasonal_spend_90_days, season.seasonal_purchases_30_days,
    coalesce(subscription.subscriptions, 0) as subscriptions,
    coalesce(subscription.lost_subscriptions, 0) as lost_subscriptions,
    coalesce(trouble.declines_30_days, 0) as declines_30_days,
    coalesce(trouble.declines_90_days, 0) as declines_90_days,
    coalesce(trouble.declines_180_days, 0) as declines_180_days,
    coalesce(trouble.disputes_180_days, 0) as disputes_180_days,
    coalesce(trouble.refunds_180_days, 0) as refunds_180_days,
    coalesce(trouble.declines_90_days, 0)::double
        / (frequency.purchases_90_days + coalesce(trouble.declines_90_days, 0) + 1) as decline_share,
    card.card_type, card.credit_limit, card.limit_change, card.card_or_limit_changes,
    monetary.spend_30_days / nullifzero(card.credit_limit) as limit_use,
    tenure.tenure_days, tenure.source_system, tenure.days_since_migration
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
