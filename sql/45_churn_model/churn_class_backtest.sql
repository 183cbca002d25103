-- churn_class_backtest: the rows of gold.churn_backtest, from the raw probabilities of a candidate of the class.
-- grain   one row per scored customer and cut-off whose role is calibrate or test
-- reads   gold.churn_scored_rows, gold.churn_candidate_calibration, gold.churn_labels
create or replace view gold.churn_class_backtest as
select
    scored.customer_id, scored.snapshot_date, max(calibration.churn_probability) as churn_probability, label.has_churned
from gold.churn_scored_rows as scored
join gold.churn_labels as label
    on scored.customer_id = label.customer_id and scored.snapshot_date = label.snapshot_date
join gold.churn_candidate_calibration as calibration on calibration.from_probability <= scored.raw_probability
group by scored.customer_id, scored.snapshot_date, label.has_churned;
