-- metric_avg_transaction_value: how large each customer's purchases are, and how alike.
-- grain   one row per current customer; key customer_id
-- reads   gold.purchase_amount, gold.dim_customer
-- rule    approved purchases since the data begin
-- rule    of two in the middle the median is their mean, half cents up
-- rule    the deviation is that of a sample, null below two purchases
-- rule    spending_consistency is 1 / (1 + deviation / mean): 1 when all purchases are alike, 0.5 when they deviate by
--         as much as their mean, towards 0 the more a few large ones rule; null below two purchases, or where all were of nothing
create or replace table gold.metric_avg_transaction_value as
with purchases as (
    select
        customer_id,
        count(*) as total_transactions,
        sum(amount) / count(*) as average,
        median(amount::decimal(14, 3)) as middle,
        stddev_samp(amount) as deviation
    from gold.purchase_amount
    group by customer_id
)

select
    customer.customer_id,
    coalesce(purchases.total_transactions, 0) as total_transactions,
    round(purchases.average, 2)::decimal(12, 2) as avg_transaction_value,
    round(purchases.middle, 2)::decimal(12, 2) as median_transaction_value,
    round(purchases.deviation, 2)::decimal(12, 2) as transaction_value_stddev,
    round(purchases.average / nullifzero(purchases.average + purchases.deviation), 4)::decimal(5, 4)
        as spending_consistency
from gold.dim_customer as customer
left join purchases on customer.customer_id = purchases.customer_id
where customer.is_current and customer.customer_key <> -1
order by customer.customer_id;
