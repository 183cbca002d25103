-- customer_record_keeps_every_record: each record that bronze accepted is in silver, and silver has no other
with arrived as (
    select distinct trim(customer_id) as customer_id from bronze.customers
)

select
    coalesce(arrived.customer_id, record.customer_id) as subject,
    iff(record.customer_id is null, 'lost on the way from bronze', 'unknown to bronze') as detail
from arrived
full outer join silver.customer_record as record on arrived.customer_id = record.customer_id
where arrived.customer_id is null or record.customer_id is null;
