-- transactions_follow_the_opening: nobody buys before their first account was opened
-- books   the contract lets in others; their rows carry the customer's first version
with firsts as (
    select customer_key, min(transaction_date) as first_date
    from gold.fct_transactions
    group by customer_key
)

select
    dim.customer_id as subject,
    'bought before the account was opened; the facts carry the first version' as detail,
    firsts.first_date, dim.valid_from
from firsts
join gold.dim_customer as dim on firsts.customer_key = dim.customer_key
where dim.version_number = 1 and dim.customer_key <> -1 and firsts.first_date < dim.valid_from;
