-- customer_360_profile: all about each customer in one row, for one look and for filters.
-- grain   one row per current customer, in the order of customer_id; key customer_id
-- reads   gold.dim_customer, gold.customer_segments, gold.metric_customer_ltv, gold.metric_mom_spend_change,
--         gold.metric_avg_transaction_value, gold.churn_predictions, silver.as_of
-- rule    spend is approved purchases, and total_transactions counts those; columns ending in _pct are per cent
-- rule    avg_monthly_spend and the shares of travel and necessities are of the last 90 days, which count as three months
--         however long the account was open in them; a share of no spend is null
-- rule    credit_utilization_pct is the last 30 days' spend over today's limit: the feeds hold no balances, and a
--         statement is about a month. Above 100 when more was bought than the limit, which payments in between allow, or
--         by somebody in both books, whose spend is that of two accounts and whose limit is that of the older one
-- rule    recency_status by days since the last approved purchase: Active below 30, Slowing below 60, Inactive from
--         60 on, No Purchases for none at all; yesterday is one day ago. The churn label counts whole silent days in
--         between: its 60 are 61 days since the purchase, a day after Inactive begins
-- rule    churn columns are those of the newest prediction up to as_of_date, null while there is none
-- rule    eligible_for_retention_campaign: Medium or High Risk; while not scored, Declining
-- rule    age and tenure in whole years and months; profile_updated_date is as_of_date, there is no other clock
create or replace table gold.customer_360_profile as
with predictions as (
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
    customer.customer_id,
    customer.full_name,
    customer.email,
    customer.phone,
    floor(months_between(as_of.as_of_date, customer.date_of_birth) / 12)::integer as age,
    customer.state,
    customer.city,
    customer.employment_status,
    customer.card_type,
    customer.credit_limit,
    customer.source_system,
    customer.account_open_date,
    greatest(floor(months_between(as_of.as_of_date, customer.account_open_date)), 0)::integer as tenure_months,
    segment.customer_segment,
    segment.segment_assigned_date,
    ltv.lifetime_value,
    ltv.contribution_value,
    ltv.total_transactions,
    ticket.avg_transaction_value,
    ticket.median_transaction_value,
    ticket.transaction_value_stddev,
    ticket.spending_consistency,
    segment.spend_last_90_days,
    segment.spend_prior_90_days,
    segment.spend_change_pct,
    month_change.mom_spend_change_pct,
    segment.avg_monthly_spend,
    ltv.first_transaction_date,
    ltv.last_transaction_date,
    datediff('day', ltv.last_transaction_date, as_of.as_of_date) as days_since_last_transaction,
    case
        when ltv.last_transaction_date is null then 'No Purchases'
        when datediff('day', ltv.last_transaction_date, as_of.as_of_date) < 30 then 'Active'
        when datediff('day', ltv.last_transaction_date, as_of.as_of_date) < 60 then 'Slowing'
        else 'Inactive'
    end as recency_status,
    segment.travel_spend_pct,
    segment.necessities_spend_pct,
    round(100 * month_change.spend_last_30_days / nullifzero(customer.credit_limit), 2)::decimal(18, 2)
        as credit_utilization_pct,
    prediction.churn_probability,
    prediction.churn_risk_score,
    prediction.churn_risk_category,
    coalesce(
        prediction.churn_risk_category in ('Medium Risk', 'High Risk'), segment.customer_segment = 'Declining'
    ) as eligible_for_retention_campaign,
    as_of.as_of_date as profile_updated_date
from gold.dim_customer as customer
cross join silver.as_of as as_of
join gold.customer_segments as segment on customer.customer_id = segment.customer_id
join gold.metric_customer_ltv as ltv on customer.customer_id = ltv.customer_id
join gold.metric_mom_spend_change as month_change on customer.customer_id = month_change.customer_id
join gold.metric_avg_transaction_value as ticket on customer.customer_id = ticket.customer_id
left join predictions as prediction on customer.customer_id = prediction.customer_id
where customer.is_current and customer.customer_key <> -1
order by customer.customer_id;
