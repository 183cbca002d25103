-- churn_labelled_rows: what the model that scores learns from, once a candidate was judged: all cut-offs with an
--                      outcome.
-- grain   one row per scored customer and cut-off with a label
-- reads   gold.churn_features, gold.churn_population, gold.churn_labels
-- rule    the same columns as gold.churn_training_rows; PREDICT passes over a column that is spelled otherwise
-- rule    Snowflake fixes the columns when the view is made: gold.build_churn_features makes it anew after the features
create or replace view gold.churn_labelled_rows as
select iff(label.has_churned, 'churned', 'active')::varchar as label, feature.* exclude (customer_id, snapshot_date)
from gold.churn_features as feature
join gold.churn_population as population
    on feature.customer_id = population.customer_id and feature.snapshot_date = population.snapshot_date
join gold.churn_labels as label
    on feature.customer_id = label.customer_id and feature.snapshot_date = label.snapshot_date
where population.is_scored;
