-- profile_reconciles_with_facts: every number of a profile is what the customer's own facts say, counted from scratch
with days as (
    select
        calendar.date,
        calendar.date >= dateadd('day', -90, as_of.as_of_date)::date as is_recent,
        calendar.date >= dateadd('day', -180, as_of.as_of_date)::date
            and calendar.date < dateadd('day', -90, as_of.as_of_date)::date as is_prior,
        calendar.date >= dateadd('day', -30, as_of.as_of_date)::date as is_month,
        calendar.date >= dateadd('day', -60, as_of.as_of_date)::date
            and calendar.date < dateadd('day', -30, as_of.as_of_date)::date as is_prior_month
    from gold.dim_date as calendar
    cross join silver.as_of as as_of
),

facts as (
    select
        fact.customer_id,
        count(*) as total_transactions,
        sum(fact.amount)::decimal(18, 2) as lifetime_value,
        min(fact.transaction_date) as first_transaction_date,
        max(fact.transaction_date) as last_transaction_date,
        median(fact.amount::decimal(14, 3)) as median_transaction_value,
        stddev_samp(fact.amount) as deviation,
        sum(iff(days.is_recent, fact.amount, 0))::decimal(18, 2) as recent_spend,
        sum(iff(days.is_prior, fact.amount, 0))::decimal(18, 2) as prior_spend,
        sum(iff(days.is_month, fact.amount, 0))::decimal(18, 2) as month_spend,
        sum(iff(days.is_prior_month, fact.amount, 0))::decimal(18, 2) as prior_month,
        sum(iff(days.is_recent and fact.merchant_category_key in (1, 2, 3), fact.amount, 0))::decimal(18, 2)
            as travel_spend,
        sum(iff(days.is_recent and fact.merchant_category_key in (5, 6, 7, 12, 15), fact.amount, 0))::decimal(18, 2)
            as necessities_spend
    from gold.fct_transactions as fact
    join days on fact.transaction_date = days.date
    where fact.status = 'approved'
    group by fact.customer_id
),

-- rounded as a profile rounds, so that a missing number differs like a wrong one
expectations as (
    select
        profile.customer_id,
        coalesce(facts.total_transactions, 0) as total_transactions,
        zeroifnull(facts.lifetime_value) as lifetime_value,
        facts.first_transaction_date,
        facts.last_transaction_date,
        datediff('day', facts.last_transaction_date, as_of.as_of_date) as days_since_last_transaction,
        zeroifnull(facts.recent_spend) as recent_spend,
        zeroifnull(facts.prior_spend) as prior_spend,
        zeroifnull(facts.month_spend) as month_spend,
        zeroifnull(facts.prior_month) as prior_month,
        round(zeroifnull(facts.recent_spend) / 3, 2) as avg_monthly_spend,
        round(facts.lifetime_value / facts.total_transactions, 2) as avg_transaction_value,
        round(facts.median_transaction_value, 2) as median_transaction_value,
        facts.deviation,
        facts.lifetime_value / facts.total_transactions
            / nullifzero(facts.lifetime_value / facts.total_transactions + facts.deviation) as consistency,
        round(100 * (facts.recent_spend - facts.prior_spend) / nullifzero(facts.prior_spend), 2) as spend_change_pct,
        round(100 * (facts.month_spend - facts.prior_month) / nullifzero(facts.prior_month), 2) as mom_spend_change_pct,
        round(100 * facts.travel_spend / nullifzero(facts.recent_spend), 2) as travel_spend_pct,
        round(100 * facts.necessities_spend / nullifzero(facts.recent_spend), 2) as necessities_spend_pct,
        round(100 * zeroifnull(facts.month_spend) / nullifzero(profile.credit_limit), 2) as credit_utilization_pct
    from gold.customer_360_profile as profile
    cross join silver.as_of as as_of
    left join facts on profile.customer_id = facts.customer_id
)

select
    profile.customer_id as subject,
    'the profile and the facts differ' as detail,
    profile.lifetime_value, expected.lifetime_value as lifetime_in_facts,
    profile.spend_last_90_days, expected.recent_spend, profile.spend_prior_90_days, expected.prior_spend
from gold.customer_360_profile as profile
join expectations as expected on profile.customer_id = expected.customer_id
left join gold.metric_mom_spend_change as month_change on profile.customer_id = month_change.customer_id
where profile.total_transactions is distinct from expected.total_transactions
    or profile.lifetime_value is distinct from expected.lifetime_value
    or profile.first_transaction_date is distinct from expected.first_transaction_date
    or profile.last_transaction_date is distinct from expected.last_transaction_date
    or profile.days_since_last_transaction is distinct from expected.days_since_last_transaction
    or profile.spend_last_90_days is distinct from expected.recent_spend
    or profile.spend_prior_90_days is distinct from expected.prior_spend
    or profile.avg_monthly_spend is distinct from expected.avg_monthly_spend
    or profile.avg_transaction_value is distinct from expected.avg_transaction_value
    or profile.median_transaction_value is distinct from expected.median_transaction_value
    or profile.spend_change_pct is distinct from expected.spend_change_pct
    or month_change.spend_last_30_days is distinct from expected.month_spend
    or month_change.spend_prior_30_days is distinct from expected.prior_month
    or profile.mom_spend_change_pct is distinct from expected.mom_spend_change_pct
    or profile.travel_spend_pct is distinct from expected.travel_spend_pct
    or profile.necessities_spend_pct is distinct from expected.necessities_spend_pct
    or profile.credit_utilization_pct is distinct from expected.credit_utilization_pct
    -- a deviation is a float whose last digits depend on the order of the rows
    or (profile.transaction_value_stddev is null) is distinct from (expected.deviation is null)
    or abs(profile.transaction_value_stddev - expected.deviation) > 0.006
    or (profile.spending_consistency is null) is distinct from (expected.consistency is null)
    or abs(profile.spending_consistency - expected.consistency) > 0.0001;
