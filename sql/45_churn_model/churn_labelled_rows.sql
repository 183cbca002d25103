-- churn_labelled_rows: what the model that scores learns from, once a candidate was judged: all cut-offs with an
--                      outcome.
-- grain   one row per scored customer and cut-off with a label
-- reads   gold.churn_features, gold.churn_population, gold.churn_labels, gold.churn_snapshot
-- rule    the same columns as gold.churn_training_rows; PREDICT passes over a column that is spelled otherwise
create or replace view gold.churn_labelled_rows as
select
    iff(label.has_churned, 'churned', 'active')::varchar as label,
    feature.recency_days, feature.recency_in_usual_gaps, feature.purchases_7_days, feature.purchases_14_days,
    feature.purchases_30_days, feature.purchases_90_days, feature.purchases_180_days, feature.spend_30_days,
    feature.spend_90_days, feature.spend_180_days, feature.average_ticket, feature.spend_14_over_60_days,
    feature.spend_30_over_180_days, feature.spend_60_over_180_days, feature.spend_90_over_180_days,
    feature.purchases_14_over_60_days, feature.purchases_30_over_180_days, feature.purchases_60_over_180_days,
    feature.purchases_90_over_180_days, feature.ticket_variation, feature.largest_purchase_share,
    feature.pace_variation, feature.categories_180_days, feature.category_breadth_change, feature.necessity_share,
    feature.necessity_share_change, feature.everyday_share, feature.everyday_share_change,
    feature.everyday_30_over_180_days, feature.everyday_90_over_180_days, feature.grocery_spend_30_over_180_days,
    feature.online_share, feature.wallet_share, feature.seasonal_spend_30_days, feature.seasonal_spend_90_days,
    feature.seasonal_purchases_30_days, feature.subscriptions, feature.lost_subscriptions,
    feature.declines_30_days, feature.declines_90_days, feature.declines_180_days, feature.disputes_180_days,
    feature.refunds_180_days, feature.decline_share, feature.card_type, feature.credit_limit, feature.limit_change,
    feature.card_or_limit_changes, feature.limit_use, feature.tenure_days, feature.source_system,
    feature.days_since_migration
from gold.churn_features as feature
join gold.churn_population as population
    on feature.customer_id = population.customer_id and feature.snapshot_date = population.snapshot_date
join gold.churn_labels as label
    on feature.customer_id = label.customer_id and feature.snapshot_date = label.snapshot_date
join gold.churn_snapshot as snapshot on feature.snapshot_date = snapshot.snapshot_date
where population.is_scored;
