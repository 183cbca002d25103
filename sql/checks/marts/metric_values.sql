-- metric_values: shares lie between none and all, consistency between 0 and 1, and a contribution is margin less servicing
select customer_id as subject, 'a share lies outside 0 to 100 per cent' as detail
from gold.customer_segments
where not (travel_spend_pct between 0 and 100)
    or not (necessities_spend_pct between 0 and 100)
    or travel_spend_pct + necessities_spend_pct > 100.01
    or tenure_days < 0
union all
select customer_id, 'the average, the median or the consistency cannot be'
from gold.metric_avg_transaction_value
where not (spending_consistency between 0 and 1)
    or (total_transactions >= 2) is distinct from (transaction_value_stddev is not null)
    or transaction_value_stddev < 0
    or (total_transactions = 0) is distinct from (median_transaction_value is null)
union all
select customer_id, 'the contribution is not margin less servicing'
from gold.metric_customer_ltv
where not coalesce(contribution_value = spend_margin_amount - servicing_amount and servicing_amount >= 0, false)
union all
select customer_id, 'the change is not the last 30 days less the 30 before'
from gold.metric_mom_spend_change
where mom_spend_change_amount is distinct from spend_last_30_days - spend_prior_30_days
    or (spend_prior_30_days = 0) is distinct from (mom_spend_change_pct is null)
union all
select customer_id, 'age, tenure, status or eligibility is missing or cannot be'
from gold.customer_360_profile
where not coalesce(age between 0 and 130 and tenure_months >= 0, false)
    or recency_status is distinct from case
        when last_transaction_date is null then 'No Purchases'
        when days_since_last_transaction < 30 then 'Active'
        when days_since_last_transaction < 60 then 'Slowing'
        else 'Inactive'
    end
    or eligible_for_retention_campaign is null;
