-- fct_transactions_keys: transaction_id is there and unique
-- rule    no hash that comes a second time proves it; only when one does are the ids themselves counted
-- rule    equal hashes are found side by side, sorted: in half the time of a group for each
with hashes as (
    select hash(transaction_id) as id_hash
    from gold.fct_transactions
),

seconds as (
    select id_hash
    from hashes
    qualify row_number() over (partition by id_hash order by id_hash) = 2
)

select
    coalesce(transaction_id, '(none)') as subject,
    'transaction_id is missing or not unique' as detail,
    count(*) as row_count
from gold.fct_transactions
where (select count(*) from seconds) > 0 or transaction_id is null
group by transaction_id
having count(*) > 1 or transaction_id is null;
