-- churn_predictions_values: a prediction is there once, of a customer, and its score, category and reasons fit together
with predictions as (
    select
        customer_id, snapshot_date, model_version, churn_probability, churn_risk_score, churn_risk_category,
        is_scored, not_scored_reason, top_reason_1, top_reason_2, top_reason_3,
        count(*) over (partition by customer_id, snapshot_date, model_version) as row_count
    from gold.churn_predictions
),

customers as (
    select distinct customer_id from gold.dim_customer where customer_key <> -1
)

select
    coalesce(prediction.customer_id, '(none)') as subject,
    'doubled, of no customer, or with values that do not fit together' as detail,
    prediction.snapshot_date, prediction.model_version, prediction.churn_risk_score, prediction.churn_risk_category
from predictions as prediction
left join customers on prediction.customer_id = customers.customer_id
where customers.customer_id is null
    or prediction.row_count > 1
    or prediction.snapshot_date is null
    or prediction.model_version is null
    or prediction.is_scored is null
    or (prediction.is_scored and (
        prediction.churn_probability is null
        or not (prediction.churn_probability between 0 and 1)
        or prediction.churn_risk_score is null
        or not (prediction.churn_risk_score between 0 and 100)
        or prediction.churn_risk_category is distinct from case
            when prediction.churn_risk_score < 40 then 'Low Risk'
            when prediction.churn_risk_score < 70 then 'Medium Risk'
            else 'High Risk'
        end
        or prediction.not_scored_reason is not null
        or (prediction.top_reason_1 is null and prediction.top_reason_2 is not null)
        or (prediction.top_reason_2 is null and prediction.top_reason_3 is not null)
    ))
    or (not prediction.is_scored and (
        prediction.churn_probability is not null
        or prediction.churn_risk_score is not null
        or prediction.churn_risk_category is not null
        or prediction.not_scored_reason is null
        or coalesce(prediction.top_reason_1, prediction.top_reason_2, prediction.top_reason_3) is not null
    ));
