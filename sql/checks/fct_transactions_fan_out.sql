-- fct_transactions_fan_out: joins neither add nor lose a row between bronze, silver and the facts
with counts as (
    select
        (select count(*) from bronze.transactions) as bronze_count,
        (select count(*) from silver.card_transaction) as silver_count,
        (select count(*) from gold.fct_transactions) as gold_count
)

select
    'gold.fct_transactions' as subject,
    'row counts of the layers differ' as detail,
    bronze_count, silver_count, gold_count
from counts
where bronze_count <> silver_count or silver_count <> gold_count;
