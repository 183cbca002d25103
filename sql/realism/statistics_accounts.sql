-- statistics_accounts: how unequal accounts are, and how declines fall on them. One row, one column per statistic.
-- reads   generator.landed_account_month
-- rule    an account has faded when it makes less than 30 % of the purchases it made in the same months a year before
with accounts as (
    select
        customer_id,
        sum(spend_amount) as spend_amount,
        sum(purchase_count)::double / count(*) as purchases_per_month,
        sum(iff(month_no between 2 and 4, purchase_count, 0)) as purchases_before,
        sum(iff(month_no between 14 and 16, purchase_count, 0)) as purchases_after,
        sum(iff(month_no between 5 and 13, declined_count, 0)) as declined_between,
        sum(iff(month_no between 5 and 13, attempt_count, 0)) as attempts_between
    from generator.landed_account_month
    group by customer_id
),

ranked as (
    select
        spend_amount, purchases_per_month,
        row_number() over (order by spend_amount desc, customer_id) as spend_place,
        row_number() over (order by purchases_per_month, customer_id) as purchase_place,
        count(*) over () as account_count
    from accounts
),

spreads as (
    select
        min(iff(2 * purchase_place >= account_count, purchases_per_month, null)) as median_purchases,
        sum(iff(10 * spend_place <= account_count, spend_amount, 0))::double / sum(spend_amount)::double as top_tenth_share,
        sum((account_count + 1 - 2 * spend_place) * spend_amount)::double
            / max(account_count) / sum(spend_amount)::double as gini
    from ranked
),

-- pairs of declines in the same month and account, against what coins of the same average would give
pairs as (
    select
        sum(declined_count * (declined_count - 1))::double / sum(attempt_count * (attempt_count - 1))
            / power(sum(declined_count)::double / sum(attempt_count), 2) as decline_clustering
    from generator.landed_account_month
),

warnings as (
    select
        sum(iff(purchases_after < 0.3 * purchases_before, declined_between, 0))::double
            / sum(iff(purchases_after < 0.3 * purchases_before, attempts_between, 0)) as faded_rate,
        sum(iff(purchases_after >= 0.3 * purchases_before, declined_between, 0))::double
            / sum(iff(purchases_after >= 0.3 * purchases_before, attempts_between, 0)) as other_rate
    from accounts
    where purchases_before >= 15
)

select
    median_purchases, top_tenth_share, gini, decline_clustering,
    faded_rate / other_rate as declines_before_fades
from spreads
cross join pairs
cross join warnings;
