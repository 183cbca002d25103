-- churn_model_runs, churn_calibration, churn_scored_rows, churn_raw_predictions: what training and scoring leave behind.
-- grain   churn_model_runs: one row per run; churn_calibration: one row per promoted model and step; the others: one
--         row per customer and cut-off
-- rule    churn_scored_rows are of the newest candidate, promoted or not; a model that scores has its own curve in
--         churn_calibration, which no later candidate changes
-- rule    status is OK, REFUSED (a candidate that did not keep the gates) or FAILED; message holds the reason
-- rule    raw_probability is the class's own, before calibration
create table if not exists gold.churn_model_runs (
    run_at timestamp,
    command varchar,
    status varchar,
    model_version varchar,
    auc double,
    message varchar
);

create table if not exists gold.churn_calibration (
    model_version varchar,
    from_probability double,
    churn_probability double
);

create table if not exists gold.churn_scored_rows (
    customer_id varchar,
    snapshot_date date,
    raw_probability double
);

create table if not exists gold.churn_raw_predictions (
    customer_id varchar,
    snapshot_date date,
    raw_probability double
);
