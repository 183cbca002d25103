-- changes_find_their_customer: every change that bronze accepted is in silver, on a customer that a book knows
select
    trim(arrived.change_id) as subject,
    'lost on the way from bronze; no book knows the account, or its time cannot be read' as detail,
    min(arrived.customer_id) as source_customer_id
from bronze.account_changes as arrived
left join silver.customer_change as change on trim(arrived.change_id) = change.change_id
where change.change_id is null
group by trim(arrived.change_id);
