-- transactions_find_their_customer: every transaction is on an account that a book knows
-- books   the contract lets in others; their rows carry customer_key -1 and are in no customer's numbers
with facts as (
    select transaction_id from gold.fct_transactions where customer_key = -1
)

select
    coalesce(purchase.source_customer_id, '(none)') as subject,
    'no book knows this account; its facts carry customer_key -1' as detail,
    count(*) as transaction_count
from facts
join silver.card_transaction as purchase on facts.transaction_id = purchase.transaction_id
group by purchase.source_customer_id;
