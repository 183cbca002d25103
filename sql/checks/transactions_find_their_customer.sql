-- transactions_find_their_customer: every transaction is on an account that a book knows
select
    coalesce(source_customer_id, '(none)') as subject,
    'no book knows this account; its facts carry customer_key -1' as detail,
    count(*) as transaction_count
from gold.fct_transactions
where customer_key = -1
group by source_customer_id;
