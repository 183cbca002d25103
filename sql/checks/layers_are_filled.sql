-- layers_are_filled: every layer has rows, so that no other check passes for want of anything to look at
with tables as (
    select 'silver.as_of' as subject, count(as_of_date) > 0 as is_filled from silver.as_of
    union all
    select 'bronze.customers', exists (select 1 from bronze.customers)
    union all
    select 'bronze.transactions', exists (select 1 from bronze.transactions)
    union all
    select 'silver.customer_record', exists (select 1 from silver.customer_record)
    union all
    select 'silver.customer_xref', exists (select 1 from silver.customer_xref)
    union all
    select 'silver.customer', exists (select 1 from silver.customer)
    union all
    select 'gold.dim_customer', exists (select 1 from gold.dim_customer)
    union all
    select 'gold.dim_date', exists (select 1 from gold.dim_date)
    union all
    select 'gold.dim_merchant_category', exists (select 1 from gold.dim_merchant_category)
    union all
    select 'gold.fct_transactions', exists (select 1 from gold.fct_transactions)
)

select subject, 'is empty; the layer was not built, or nothing was loaded' as detail
from tables
where not is_filled;
