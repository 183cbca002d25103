-- customer_search_covers_every_customer: each current customer can be found once, by a text that holds their id
with customers as (
    select customer_id from gold.dim_customer where is_current and customer_key <> -1
),

searched as (
    select
        customer_id, count(*) as row_count,
        count_if(
            search_text is not null
            and startswith(search_text, '|' || lower(customer_id) || '|')
            and search_first in (select search_name from gold.customer_search_name)
            and search_last in (select search_name from gold.customer_search_name)
        ) as found_count
    from gold.customer_search
    group by customer_id
)

select
    coalesce(customers.customer_id, searched.customer_id, '(none)') as subject,
    iff(customers.customer_id is null, 'is no current customer', 'needs one row with id and names to be found by') as detail,
    searched.row_count, searched.found_count
from customers
full outer join searched on customers.customer_id = searched.customer_id
where customers.customer_id is null
    or searched.row_count is distinct from 1
    or searched.found_count is distinct from 1;
