-- customer_keys: customer_id is there and unique in silver.customer, and its source_count adds up to all records
with duplicates as (
    select customer_id, count(*) as row_count
    from silver.customer
    group by customer_id
    having count(*) > 1 or customer_id is null
),

totals as (
    select
        (select coalesce(sum(source_count), 0) from silver.customer) as counted,
        (select count(*) from silver.customer_record) as records
)

select coalesce(customer_id, '(none)') as subject, 'customer_id is missing or not unique' as detail, row_count
from duplicates
union all
select 'silver.customer', 'source_count adds up to another number than there are records', counted
from totals
where counted <> records;
