-- customer_xref_covers_every_record: every record of a book leads to one customer that exists
with records as (
    select
        record.customer_id as source_customer_id,
        count(xref.source_customer_id) as xref_count,
        count(customer.customer_id) as customer_count
    from silver.customer_record as record
    left join silver.customer_xref as xref on record.customer_id = xref.source_customer_id
    left join silver.customer as customer on xref.customer_id = customer.customer_id
    group by record.customer_id
)

select source_customer_id as subject, 'leads to no customer, or to several' as detail, xref_count, customer_count
from records
where xref_count <> 1 or customer_count <> 1;
