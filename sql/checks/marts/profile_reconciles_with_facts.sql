-- profile_reconciles_with_facts: every number of a profile is what the customer's own facts say, counted from scratch
with purchases as (
    select
        fact.customer_id, fact.transaction_date, fact.merchant_category_key, fact.amount,
        datediff('day', fact.transaction_date, as_of.as_of_date) as days_ago
    from gold.fct_transactions as fact
    cross join silver.as_of as as_of
    where fact.status = 'approved'
),

facts as (
    select
        fact.customer_id,
        count(*) as total_transactions,
        sum(fact.amount) as lifetime_value,
        min(fact.transaction_date) as first_transaction_date,
        max(fact.transaction_date) as last_transaction_date,
        median(fact.amount::double) as median_transaction_value,
        stddev_samp(fact.amount::double) as transaction_value_stddev,
        sum(iff(fact.days_ago <= 90, fact.amount, 0)) as recent_spend,
        sum(iff(fact.days_ago between 91 and 180, fact.amount, 0)) as prior_spend,
        sum(iff(fact.days_ago <= 30, fact.amount, 0)) as month_spend,
        sum(iff(fact.days_ago between 31 and 60, fact.amount, 0)) as prior_month,
        sum(iff(fact.days_ago <= 90 and fact.merchant_category_key in (1, 2, 3), fact.amount, 0)) as travel_spend,
        sum(iff(fact.days_ago <= 90 and fact.merchant_category_key in (5, 6, 7, 12, 15), fact.amount, 0))
            as necessities_spend
    from purchases as fact
    group by fact.customer_id
)

select
    profile.customer_id as subject,
    'the profile and the facts differ' as detail,
    profile.lifetime_value, facts.lifetime_value as lifetime_in_facts,
    profile.spend_last_90_days, facts.recent_spend, profile.spend_prior_90_days, facts.prior_spend
from gold.customer_360_profile as profile
left join facts on profile.customer_id = facts.customer_id
where profile.total_transactions is distinct from coalesce(facts.total_transactions, 0)
    or profile.lifetime_value is distinct from zeroifnull(facts.lifetime_value)
    or profile.first_transaction_date is distinct from facts.first_transaction_date
    or profile.last_transaction_date is distinct from facts.last_transaction_date
    or profile.days_since_last_transaction
        is distinct from datediff('day', facts.last_transaction_date, profile.profile_updated_date)
    or profile.spend_last_90_days is distinct from zeroifnull(facts.recent_spend)
    or profile.spend_prior_90_days is distinct from zeroifnull(facts.prior_spend)
    or abs(profile.avg_monthly_spend - zeroifnull(facts.recent_spend) / 3) > 0.006
    or abs(profile.avg_transaction_value - facts.lifetime_value / facts.total_transactions) > 0.006
    or abs(profile.median_transaction_value - facts.median_transaction_value) > 0.006
    or abs(profile.transaction_value_stddev - facts.transaction_value_stddev) > 0.006
    or abs(profile.spend_change_pct
        - 100 * (facts.recent_spend - facts.prior_spend) / nullifzero(facts.prior_spend)) > 0.006
    or abs(profile.mom_spend_change_pct
        - 100 * (facts.month_spend - facts.prior_month) / nullifzero(facts.prior_month)) > 0.006
    or abs(profile.travel_spend_pct - 100 * facts.travel_spend / nullifzero(facts.recent_spend)) > 0.006
    or abs(profile.necessities_spend_pct - 100 * facts.necessities_spend / nullifzero(facts.recent_spend)) > 0.006
    or abs(profile.credit_utilization_pct - 100 * zeroifnull(facts.month_spend) / profile.credit_limit) > 0.006
    or abs(profile.spending_consistency - facts.lifetime_value / facts.total_transactions
        / nullifzero(facts.lifetime_value / facts.total_transactions + facts.transaction_value_stddev)) > 0.0001
    or (zeroifnull(facts.total_transactions) > 0) is distinct from (profile.avg_transaction_value is not null)
    or (zeroifnull(facts.prior_spend) > 0) is distinct from (profile.spend_change_pct is not null)
    or (zeroifnull(facts.recent_spend) > 0) is distinct from (profile.travel_spend_pct is not null);
