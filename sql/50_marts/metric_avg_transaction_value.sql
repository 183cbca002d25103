-- metric_avg_transaction_value: how large each customer's purchases are, and how alike.
-- grain   one row per current customer; key customer_id
-- reads   gold.customer_activity, gold.fct_transactions, gold.dim_customer
-- rule    approved purchases since the data begin; count and mean come from the sums in customer_activity
-- rule    median and deviation need the amounts themselves, and so a second pass over the facts: it takes a quarter less
--         than lists of amounts carried along in the first. Of two in the middle the median is their mean, half cents up
-- rule    the deviation is that of a sample, null below two purchases
-- rule    spending_consistency is 1 / (1 + deviation / mean): 1 when all purchases are alike, 0.5 when they deviate by
--         as much as their mean, towards 0 the more a few large ones rule; null below two purchases
create or replace table gold.metric_avg_transaction_value as
with sums as (
    select
        customer_id,
        sum(transaction_count)::bigint as total_transactions,
        sum(amount) / sum(transaction_count) as average
    from gold.customer_activity
    where status = 'approved'
    group by customer_id
),

spreads as (
    select
        customer_id,
        median(amount::decimal(14, 3)) as middle,
        stddev_samp(amount) as deviation
    from gold.fct_transactions
    where status = 'approved' and customer_key <> -1
    group by customer_id
)

select
    customer.customer_id,
    coalesce(sums.total_transactions, 0) as total_transactions,
    round(sums.average, 2)::decimal(12, 2) as avg_transaction_value,
    round(spreads.middle, 2)::decimal(12, 2) as median_transaction_value,
    round(spreads.deviation, 2)::decimal(12, 2) as transaction_value_stddev,
    round(sums.average / nullifzero(sums.average + spreads.deviation), 4)::decimal(5, 4) as spending_consistency
from gold.dim_customer as customer
left join sums on customer.customer_id = sums.customer_id
left join spreads on customer.customer_id = spreads.customer_id
where customer.is_current and customer.customer_key <> -1
order by customer.customer_id;
