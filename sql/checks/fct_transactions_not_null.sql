-- fct_transactions_not_null: what every transaction must have is there
with counts as (
    select
        count(*) as row_count,
        count(customer_key) as customer_keys,
        count(iff(customer_key = -1, '', customer_id)) as customers,
        count(date_key) as date_keys,
        count(transaction_at) as instants,
        count(transaction_date) as dates,
        count(merchant_category_key) as category_keys,
        count(amount) as amounts,
        count(currency_code) as currencies,
        count(status) as statuses,
        count(channel) as channels
    from gold.fct_transactions
),

missing as (
    select 'customer_key' as subject, row_count - customer_keys as missing_count from counts
    union all
    select 'customer_id', row_count - customers from counts
    union all
    select 'date_key', row_count - date_keys from counts
    union all
    select 'transaction_at', row_count - instants from counts
    union all
    select 'transaction_date', row_count - dates from counts
    union all
    select 'merchant_category_key', row_count - category_keys from counts
    union all
    select 'amount', row_count - amounts from counts
    union all
    select 'currency_code', row_count - currencies from counts
    union all
    select 'status', row_count - statuses from counts
    union all
    select 'channel', row_count - channels from counts
)

select subject, 'missing in gold.fct_transactions' as detail, missing_count
from missing
where missing_count > 0;
