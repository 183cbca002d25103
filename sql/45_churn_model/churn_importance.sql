-- churn_importance: how much the model in use leans on each feature, over all customers; the shares sum to 1.
-- grain   one row per feature
-- rule    the embedded trainer takes the mean of absolute SHAP values over the customers it scores, the account's own
--         class its own measure
create table if not exists gold.churn_importance (
    model_version varchar,
    feature varchar,
    importance_share double
);
