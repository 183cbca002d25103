-- fct_transactions_fit_their_version: the version a fact points at is its customer's, and was valid on its date
with spans as (
    select customer_key, min(transaction_date) as first_date, max(transaction_date) as last_date,
        min(customer_id) as first_customer, max(customer_id) as last_customer
    from gold.fct_transactions
    where customer_key <> -1
    group by customer_key
)

select
    dim.customer_id as subject,
    'facts point at a version of another customer or another time' as detail,
    dim.version_number, dim.valid_from, dim.valid_to, spans.first_date, spans.last_date
from spans
join gold.dim_customer as dim on spans.customer_key = dim.customer_key
where (spans.first_date < dim.valid_from and dim.version_number > 1)
    or spans.last_date >= dim.valid_to
    or spans.first_customer <> dim.customer_id
    or spans.last_customer <> dim.customer_id;
