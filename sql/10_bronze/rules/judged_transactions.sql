-- judged_transactions: each staged transaction with the first rule it breaks; rule_id is null when it breaks none.
-- grain   one row per staged record
-- reads   bronze.ruled_transactions, bronze.transactions
-- rule    of records with one transaction_id the first that breaks no other rule is kept; loaded transactions are
--         looked at only within the file's own span of time, so that a month's file does not read all months
create or replace view bronze.judged_transactions as
with ranked as (
    select
        *,
        row_number() over (
            partition by transaction_id, own_rule_id is null order by _source_line
        ) as nth_of_key
    from bronze.ruled_transactions
),

span as (
    select min(transaction_at) as first_at, max(transaction_at) as last_at
    from bronze.staged_transactions
),

loaded_before as (
    select distinct transaction_id
    from bronze.transactions
    where transaction_at >= (select first_at from span)
        and transaction_at <= (select last_at from span)
)

select
    ranked.*,
    case
        when own_rule_id is not null then own_rule_id
        when nth_of_key > 1 or loaded_before.transaction_id is not null then 'transactions.transaction_id.unique'
    end as rule_id
from ranked
left join loaded_before on ranked.transaction_id = loaded_before.transaction_id;
