-- gold_reconciles_with_bronze: every day has the same transactions and the same sum, to the cent, in bronze and in gold
with bronze_days as (
    select transaction_at::date as transaction_date, count(*) as transaction_count, sum(amount) as amount
    from bronze.transactions
    group by transaction_at::date
),

gold_days as (
    select transaction_date, count(*) as transaction_count, sum(amount) as amount
    from gold.fct_transactions
    group by transaction_date
)

select
    coalesce(bronze_days.transaction_date, gold_days.transaction_date)::varchar as subject,
    'counts or amounts differ' as detail,
    bronze_days.transaction_count as bronze_count, gold_days.transaction_count as gold_count,
    bronze_days.amount as bronze_amount, gold_days.amount as gold_amount
from bronze_days
full outer join gold_days on bronze_days.transaction_date = gold_days.transaction_date
where bronze_days.transaction_count is distinct from gold_days.transaction_count
    or bronze_days.amount is distinct from gold_days.amount;
