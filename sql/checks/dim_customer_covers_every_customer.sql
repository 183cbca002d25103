-- dim_customer_covers_every_customer: silver.customer and gold.dim_customer know the same customers
with versions as (
    select distinct customer_id from gold.dim_customer where customer_key <> -1
)

select
    coalesce(customer.customer_id, versions.customer_id) as subject,
    iff(versions.customer_id is null, 'missing in gold.dim_customer', 'unknown to silver.customer') as detail
from silver.customer as customer
full outer join versions on customer.customer_id = versions.customer_id
where customer.customer_id is null or versions.customer_id is null;
