-- churn_predictions: how likely each customer is to leave, as the churn model wrote it.
-- grain   one row per customer_id, snapshot_date and model_version
-- rule    made empty and filled when a model scores; what stands in it stays when the other tables are made anew
-- rule    churn_probability is calibrated, 0..1; churn_risk_score is a rank on 0..100, not a probability; the category
--         is Low Risk below 40, Medium Risk below 70, else High Risk
-- rule    customers whom the model must not judge have a row too: is_scored false, a reason, no score
-- rule    on DuckDB ids stay uncompressed: no index stands on a table that is changed in place, so the scores of one
--         customer are found by a scan of ids, in half the time
create table if not exists gold.churn_predictions (
    customer_id varchar using compression uncompressed,
    snapshot_date date,
    model_version varchar,
    churn_probability double,
    churn_risk_score integer,
    churn_risk_category varchar,
    top_reason_1 varchar,
    top_reason_2 varchar,
    top_reason_3 varchar,
    is_scored boolean,
    not_scored_reason varchar
);
