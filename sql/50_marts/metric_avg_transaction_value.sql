-- metric_avg_transaction_value: how large each customer's purchases are, and how alike.
-- grain   one row per current customer; key customer_id
-- reads   gold.fct_transactions, gold.customer_activity, gold.dim_customer
-- rule    approved purchases since the data begin; the median alone needs the amounts themselves
-- rule    the deviation is that of a sample, null below two purchases
-- rule    spending_consistency is 1 / (1 + deviation / mean): 1 when all purchases are alike, 0.5 when they deviate by
--         as much as their mean, towards 0 the more a few large ones rule; null below two purchases
create or replace table gold.metric_avg_transaction_value as
with medians as (
    select customer_id, round(median(amount::decimal(14, 3)), 2)::decimal(12, 2) as median_transaction_value
    from gold.fct_transactions
    where status = 'approved' and customer_key <> -1
    group by customer_id
),

sums as (
    select
        customer_id,
        sum(transaction_count)::bigint as total_transactions,
        sum(spend_amount)::decimal(18, 2) as spend_amount,
        sum(squared_amount)::decimal(36, 4) as squared_amount
    from gold.customer_activity
    group by customer_id
),

deviations as (
    select
        customer_id, total_transactions, spend_amount,
        spend_amount / nullifzero(total_transactions) as average,
        iff(
            total_transactions >= 2,
            sqrt(greatest(squared_amount - spend_amount::double * spend_amount / total_transactions, 0)
                / (total_transactions - 1)),
            null
        ) as deviation
    from sums
)

select
    customer.customer_id,
    coalesce(deviations.total_transactions, 0) as total_transactions,
    round(deviations.average, 2)::decimal(12, 2) as avg_transaction_value,
    medians.median_transaction_value,
    round(deviations.deviation, 2)::decimal(12, 2) as transaction_value_stddev,
    round(deviations.average / nullifzero(deviations.average + deviations.deviation), 4)::decimal(5, 4)
        as spending_consistency
from gold.dim_customer as customer
left join deviations on customer.customer_id = deviations.customer_id
left join medians on customer.customer_id = medians.customer_id
where customer.is_current and customer.customer_key <> -1
order by customer.customer_id;
