-- customer_match_is_one_to_one: a record has at most one partner, in the other book
with sides as (
    select legacy_customer_id as customer_id, 'legacy' as source_system from silver.customer_match
    union all
    select acquired_customer_id, 'acquired' from silver.customer_match
)

select
    sides.customer_id as subject,
    'matched more than once, unknown, or matched within its own book' as detail,
    count(*) as match_count
from sides
left join silver.customer_record as record
    on sides.customer_id = record.customer_id and sides.source_system = record.source_system
group by sides.customer_id
having count(*) > 1 or count(record.customer_id) = 0;
