-- customer_search_covers_every_customer: each current customer can be found once, by a text that holds their id and names
with customers as (
    select
        customer_id,
        coalesce(regexp_like(lower(first_name), '.*[a-z].*'), false) as has_first_name,
        coalesce(regexp_like(lower(last_name), '.*[a-z].*'), false) as has_last_name
    from gold.dim_customer
    where is_current and customer_key <> -1
),

searched as (
    select
        search.customer_id, count(*) as row_count,
        count_if(
            startswith(search.search_text, '|' || lower(search.customer_id) || '|')
            and contains(search.search_text, '|' || search.search_first || '|' || search.search_last || '|')
            and not (customers.has_first_name and search.search_first = '')
            and not (customers.has_last_name and search.search_last = '')
            and first_name.search_name is not null
            and last_name.search_name is not null
        ) as found_count
    from gold.customer_search as search
    left join customers on search.customer_id = customers.customer_id
    left join gold.customer_search_name as first_name on search.search_first = first_name.search_name
    left join gold.customer_search_name as last_name on search.search_last = last_name.search_name
    group by search.customer_id
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
