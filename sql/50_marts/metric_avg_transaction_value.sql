-- metric_avg_transaction_value: how large each customer's purchases are, and how alike.
-- grain   one row per current customer; key customer_id
-- reads   gold.fct_transactions, gold.dim_customer
-- rule    approved purchases since the data begin; the median needs the amounts themselves, a third decimal for the
--         middle of two
-- rule    the deviation is that of a sample, null below two purchases
-- rule    spending_consistency is 1 / (1 + deviation / mean): 1 when all purchases are alike, 0.5 when they deviate by
--         as much as their mean, towards 0 the more a few large ones rule; null below two purchases
create or replace table gold.metric_avg_transaction_value as
with tickets as (
    select
        customer_id,
        count(*) as total_transactions,
        sum(amount) / count(*) as average,
        median(amount::decimal(14, 3)) as middle,
        stddev_samp(amount) as deviation
    from gold.fct_transactions
    where status = 'approved' and customer_key <> -1
    group by customer_id
)

select
    customer.customer_id,
    coalesce(tickets.total_transactions, 0) as total_transactions,
    round(tickets.average, 2)::decimal(12, 2) as avg_transaction_value,
    round(tickets.middle, 2)::decimal(12, 2) as median_transaction_value,
    round(tickets.deviation, 2)::decimal(12, 2) as transaction_value_stddev,
    round(tickets.average / nullifzero(tickets.average + tickets.deviation), 4)::decimal(5, 4) as spending_consistency
from gold.dim_customer as customer
left join tickets on customer.customer_id = tickets.customer_id
where customer.is_current and customer.customer_key <> -1
order by customer.customer_id;
