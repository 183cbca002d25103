-- churn_training_rows: what a candidate learns from: the train cut-offs, features and label and nothing else.
-- grain   one row per scored customer and train cut-off
-- reads   gold.churn_features, gold.churn_population, gold.churn_labels, gold.churn_snapshot
-- rule    every column but label is a feature to SNOWFLAKE.ML.CLASSIFICATION, so no id and no date is here
-- rule    label is text, 'churned' or 'active': the keys of PREDICT's answer are then the same everywhere
-- rule    Snowflake fixes the columns when the view is made: gold.build_churn_features makes it anew after the features
create or replace view gold.churn_training_rows as
select iff(label.has_churned, 'churned', 'active')::varchar as label, feature.* exclude (customer_id, snapshot_date)
from gold.churn_features as feature
join gold.churn_population as population
    on feature.customer_id = population.customer_id and feature.snapshot_date = population.snapshot_date
join gold.churn_labels as label
    on feature.customer_id = label.customer_id and feature.snapshot_date = label.snapshot_date
join gold.churn_snapshot as snapshot on feature.snapshot_date = snapshot.snapshot_date
where population.is_scored and snapshot.role = 'train';
