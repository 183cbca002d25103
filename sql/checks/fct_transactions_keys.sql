-- fct_transactions_keys: transaction_id is there and unique
-- rule    as many hashes as rows prove it; only when there are fewer are the ids themselves counted
with hashes as (
    select hash(transaction_id) as id_hash, count(*) as row_count, count(transaction_id) as id_count
    from gold.fct_transactions
    group by hash(transaction_id)
),

totals as (
    select sum(row_count) as row_count, count(*) as hash_count, sum(id_count) as id_count
    from hashes
)

select
    coalesce(transaction_id, '(none)') as subject,
    'transaction_id is missing or not unique' as detail,
    count(*) as row_count
from gold.fct_transactions
where (select hash_count < row_count or id_count < row_count from totals)
group by transaction_id
having count(*) > 1 or transaction_id is null;
