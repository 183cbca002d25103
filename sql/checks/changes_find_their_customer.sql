-- changes_find_their_customer: every change is of an account that a book knows
-- books   the contract lets in others; they change nobody
select
    trim(arrived.customer_id) as subject,
    'no book knows this account' as detail,
    count(distinct trim(arrived.change_id)) as change_count
from bronze.account_changes as arrived
left join silver.customer_xref as account on trim(arrived.customer_id) = account.source_customer_id
where account.source_customer_id is null
group by trim(arrived.customer_id);
