-- customer_change_keys: change_id is there and unique in silver.customer_change, with a time and a kind
select
    coalesce(change_id, '(none)') as subject,
    'change_id is not unique, or time, customer or kind is missing' as detail,
    count(*) as row_count
from silver.customer_change
group by change_id
having count(*) > 1 or change_id is null or count(changed_at) = 0 or count(customer_id) = 0
    or count_if(change_type in ('card_type', 'credit_limit', 'address')) = 0 or count_if(recorded_at < changed_at) > 0;
