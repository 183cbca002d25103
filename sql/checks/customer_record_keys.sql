-- customer_record_keys: customer_id is there and unique in silver.customer_record
select
    coalesce(customer_id, '(none)') as subject,
    'customer_id is missing or not unique' as detail,
    count(*) as row_count
from silver.customer_record
group by customer_id
having count(*) > 1 or customer_id is null;
