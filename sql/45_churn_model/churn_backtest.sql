-- churn_backtest: what the model in use says of customers whose outcome is known, on cut-offs after those it learned from.
-- grain   one row per scored customer and cut-off whose role is calibrate or test
-- rule    the embedded trainer and the account's own class fill it alike: whoever judges a model reads it here
create table if not exists gold.churn_backtest (
    customer_id varchar,
    snapshot_date date,
    model_version varchar,
    churn_probability double,
    has_churned boolean
);
