-- profile_agrees_with_its_sources: a profile says of a customer what the dimension, segments, metrics and scores say
with newest_scores as (
    select
        prediction.customer_id, prediction.churn_probability, prediction.churn_risk_score,
        prediction.churn_risk_category
    from gold.churn_predictions as prediction
    cross join silver.as_of as as_of
    where prediction.snapshot_date <= as_of.as_of_date
    qualify row_number() over (
        partition by prediction.customer_id order by prediction.snapshot_date desc, prediction.model_version desc
    ) = 1
)

select
    profile.customer_id as subject,
    'the profile differs from a table it was made of' as detail
from gold.customer_360_profile as profile
left join gold.dim_customer as customer on profile.customer_id = customer.customer_id and customer.is_current
left join gold.customer_segments as segment on profile.customer_id = segment.customer_id
left join gold.metric_customer_ltv as ltv on profile.customer_id = ltv.customer_id
left join gold.metric_mom_spend_change as month_change on profile.customer_id = month_change.customer_id
left join gold.metric_avg_transaction_value as ticket on profile.customer_id = ticket.customer_id
left join newest_scores as score on profile.customer_id = score.customer_id
cross join silver.as_of as as_of
where profile.full_name is distinct from customer.full_name
    or profile.email is distinct from customer.email
    or profile.phone is distinct from customer.phone
    or profile.age is distinct from floor(months_between(as_of.as_of_date, customer.date_of_birth) / 12)
    or profile.state is distinct from customer.state
    or profile.city is distinct from customer.city
    or profile.employment_status is distinct from customer.employment_status
    or profile.card_type is distinct from customer.card_type
    or profile.credit_limit is distinct from customer.credit_limit
    or profile.source_system is distinct from customer.source_system
    or profile.account_open_date is distinct from customer.account_open_date
    or profile.tenure_months
        is distinct from greatest(floor(months_between(as_of.as_of_date, customer.account_open_date)), 0)
    or profile.customer_segment is distinct from segment.customer_segment
    or profile.segment_assigned_date is distinct from segment.segment_assigned_date
    or profile.spend_last_90_days is distinct from segment.spend_last_90_days
    or profile.spend_prior_90_days is distinct from segment.spend_prior_90_days
    or profile.spend_change_pct is distinct from segment.spend_change_pct
    or profile.avg_monthly_spend is distinct from segment.avg_monthly_spend
    or profile.travel_spend_pct is distinct from segment.travel_spend_pct
    or profile.necessities_spend_pct is distinct from segment.necessities_spend_pct
    or profile.lifetime_value is distinct from ltv.lifetime_value
    or profile.contribution_value is distinct from ltv.contribution_value
    or profile.total_transactions is distinct from ltv.total_transactions
    or profile.first_transaction_date is distinct from ltv.first_transaction_date
    or profile.last_transaction_date is distinct from ltv.last_transaction_date
    or profile.total_transactions is distinct from ticket.total_transactions
    or profile.avg_transaction_value is distinct from ticket.avg_transaction_value
    or profile.median_transaction_value is distinct from ticket.median_transaction_value
    or profile.transaction_value_stddev is distinct from ticket.transaction_value_stddev
    or profile.spending_consistency is distinct from ticket.spending_consistency
    or profile.mom_spend_change_pct is distinct from month_change.mom_spend_change_pct
    or profile.churn_probability is distinct from score.churn_probability
    or profile.churn_risk_score is distinct from score.churn_risk_score
    or profile.churn_risk_category is distinct from score.churn_risk_category
    or profile.eligible_for_retention_campaign is distinct from case
        when score.churn_risk_category is null then segment.customer_segment = 'Declining'
        else score.churn_risk_category in ('Medium Risk', 'High Risk')
    end
    or profile.profile_updated_date is distinct from as_of.as_of_date;
