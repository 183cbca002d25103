-- layers_are_filled: every layer has rows, so that no other check passes for want of anything to look at
with tables as (
    select 'bronze.customers' as subject, (select count(*) from (select 1 from bronze.customers limit 1) as one) as row_count
    union all
    select 'bronze.transactions', (select count(*) from (select 1 from bronze.transactions limit 1) as one)
    union all
    select 'silver.as_of', (select count(as_of_date) from silver.as_of)
    union all
    select 'silver.customer_record', (select count(*) from (select 1 from silver.customer_record limit 1) as one)
    union all
    select 'silver.customer_xref', (select count(*) from (select 1 from silver.customer_xref limit 1) as one)
    union all
    select 'silver.customer', (select count(*) from (select 1 from silver.customer limit 1) as one)
    union all
    select 'gold.dim_customer', (select count(*) from (select 1 from gold.dim_customer limit 1) as one)
    union all
    select 'gold.dim_date', (select count(*) from (select 1 from gold.dim_date limit 1) as one)
    union all
    select 'gold.dim_merchant_category', (select count(*) from (select 1 from gold.dim_merchant_category limit 1) as one)
    union all
    select 'gold.fct_transactions', (select count(*) from (select 1 from gold.fct_transactions limit 1) as one)
)

select subject, 'is empty; the layer was not built, or nothing was loaded' as detail
from tables
where row_count = 0;
