-- text_transactions: the transactions of the Parquet files that wait on the stage, as text, for staged_transactions.
-- grain   one row per record
-- reads   the stage bronze.incoming
-- rule    a Parquet record is one semi-structured column; its fields are taken by name
-- rule    written after the documentation and not run on an account yet
create or replace transient table bronze.arrived_transactions (
    transaction_id varchar,
    customer_id varchar,
    transaction_at varchar,
    posted_date varchar,
    amount varchar,
    currency_code varchar,
    merchant_name varchar,
    merchant_category varchar,
    channel varchar,
    is_wallet varchar,
    is_recurring varchar,
    status varchar,
    source_file varchar,
    source_line bigint
);

copy into bronze.arrived_transactions
from (
    select
        record.$1:transaction_id::varchar,
        record.$1:customer_id::varchar,
        record.$1:transaction_at::varchar,
        record.$1:posted_date::varchar,
        record.$1:amount::varchar,
        record.$1:currency_code::varchar,
        record.$1:merchant_name::varchar,
        record.$1:merchant_category::varchar,
        record.$1:channel::varchar,
        record.$1:is_wallet::varchar,
        record.$1:is_recurring::varchar,
        record.$1:status::varchar,
        metadata$filename,
        metadata$file_row_number
    from @bronze.incoming/transactions/ as record
)
file_format = (format_name = 'bronze.contract_parquet')
on_error = skip_file;

create or replace view bronze.text_transactions as
select
    transaction_id,
    customer_id,
    transaction_at,
    posted_date,
    amount,
    currency_code,
    merchant_name,
    merchant_category,
    channel,
    is_wallet,
    is_recurring,
    status,
    source_file as _source_file,
    source_line as _source_line,
    sysdate() as _loaded_at,
    null::date as _latest_date,
    object_construct_keep_null(
        'transaction_id', transaction_id, 'customer_id', customer_id, 'transaction_at', transaction_at,
        'posted_date', posted_date, 'amount', amount, 'currency_code', currency_code, 'merchant_name', merchant_name,
        'merchant_category', merchant_category, 'channel', channel, 'is_wallet', is_wallet, 'is_recurring', is_recurring,
        'status', status
    )::varchar as _record
from bronze.arrived_transactions;
