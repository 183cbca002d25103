-- dim_customer_keys: customer_key is there, unique, and exact in JavaScript
select
    coalesce(customer_key::varchar, '(none)') as subject,
    'customer_key is missing, not unique, or beyond 53 bits' as detail,
    count(*) as row_count
from gold.dim_customer
group by customer_key
having count(*) > 1 or customer_key is null or customer_key < -1 or customer_key >= 9007199254740992;
