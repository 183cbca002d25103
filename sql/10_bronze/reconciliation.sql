-- reconciliation: what the sender told of each file, what the ledger says, and what stands in bronze today.
-- grain   one row per file; key source_file
-- reads   observability.loaded_files, bronze.customers, bronze.account_changes, bronze.transactions
-- rule    amount_difference is the manifest's sum less what was loaded and what was put aside, to the cent
create or replace view observability.reconciliation as
with standing_rows as (
    select _source_file, count(*) as row_count, sum(bronze.amount(credit_limit)) as amount_sum
    from bronze.customers
    group by _source_file
    union all
    select _source_file, count(*) as row_count, null as amount_sum
    from bronze.account_changes
    group by _source_file
    union all
    select _source_file, count(*) as row_count, sum(amount) as amount_sum
    from bronze.transactions
    group by _source_file
),

compared as (
    select
        ledger.source_file,
        ledger.feed,
        ledger.status,
        ledger.manifest_rows,
        ledger.rows_in_file,
        ledger.rows_loaded,
        ledger.rows_rejected,
        coalesce(standing.row_count, 0) as rows_standing,
        ledger.manifest_amount_sum,
        ledger.manifest_amount_sum - coalesce(standing.amount_sum, 0) - coalesce(ledger.amount_rejected, 0)
            as amount_difference
    from observability.loaded_files as ledger
    left join standing_rows as standing on ledger.source_file = standing._source_file
)

select
    source_file,
    feed,
    manifest_rows,
    rows_in_file,
    rows_loaded,
    rows_rejected,
    manifest_amount_sum,
    amount_difference,
    case
        when status <> 'loaded' then status
        when rows_in_file <> rows_loaded + rows_rejected or rows_loaded <> rows_standing then 'rows differ'
        when manifest_rows <> rows_in_file then 'rows differ'
        when amount_difference <> 0 then 'amount differs'
        when manifest_rows is null then 'no manifest'
        else 'reconciled'
    end as verdict
from compared;
