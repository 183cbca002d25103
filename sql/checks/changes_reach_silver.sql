-- changes_reach_silver: every change of an account that a book knows is in silver
select
    trim(arrived.change_id) as subject,
    'lost on the way from bronze, or its time cannot be read' as detail,
    min(arrived.customer_id) as source_customer_id
from bronze.account_changes as arrived
join silver.customer_xref as account on trim(arrived.customer_id) = account.source_customer_id
left join silver.customer_change as change on trim(arrived.change_id) = change.change_id
where change.change_id is null
group by trim(arrived.change_id);
