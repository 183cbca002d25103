-- fct_transactions_find_dimensions: every key of a fact leads to a row of its dimension
with customers as (
    select customer_key, count(*) as transaction_count from gold.fct_transactions group by customer_key
),

dates as (
    select date_key, count(*) as transaction_count from gold.fct_transactions group by date_key
),

categories as (
    select merchant_category_key, count(*) as transaction_count
    from gold.fct_transactions
    group by merchant_category_key
)

select
    'customer_key ' || customers.customer_key as subject,
    'not in gold.dim_customer' as detail,
    customers.transaction_count
from customers
left join gold.dim_customer as dim on customers.customer_key = dim.customer_key
where dim.customer_key is null
union all
select 'date_key ' || dates.date_key, 'not in gold.dim_date', dates.transaction_count
from dates
left join gold.dim_date as dim on dates.date_key = dim.date_key
where dim.date_key is null
union all
select
    'merchant_category_key ' || categories.merchant_category_key,
    'not in gold.dim_merchant_category',
    categories.transaction_count
from categories
left join gold.dim_merchant_category as dim on categories.merchant_category_key = dim.merchant_category_key
where dim.merchant_category_key is null;
