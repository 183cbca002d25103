-- text_transactions: the records of a transactions file as text, with their origin, for staged_transactions.
-- grain   one row per record that was copied from the stage and is not let in yet
-- reads   bronze.arrived_transactions, bronze.arrived_file
-- rule    a load fills arrived_transactions and empties it again in one transaction: outside of it nobody sees a row
-- rule    source_file and latest_date are only filled for records that are tried again; others take those of their file
-- rule    run against a double of Snowflake only, not on an account yet
create transient table if not exists bronze.arrived_transactions (
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
    source_line bigint,
    latest_date date,
    old_amount varchar
);

create or replace view bronze.text_transactions as
select
    record.transaction_id,
    record.customer_id,
    record.transaction_at,
    record.posted_date,
    record.amount,
    record.currency_code,
    record.merchant_name,
    record.merchant_category,
    record.channel,
    record.is_wallet,
    record.is_recurring,
    record.status,
    coalesce(record.source_file, file.source_file) as _source_file,
    record.source_line as _source_line,
    file.loaded_at as _loaded_at,
    coalesce(record.latest_date, file.latest_date) as _latest_date,
    object_construct_keep_null(
        'transaction_id', record.transaction_id, 'customer_id', record.customer_id,
        'transaction_at', record.transaction_at, 'posted_date', record.posted_date, 'amount', record.amount,
        'currency_code', record.currency_code, 'merchant_name', record.merchant_name,
        'merchant_category', record.merchant_category, 'channel', record.channel, 'is_wallet', record.is_wallet,
        'is_recurring', record.is_recurring, 'status', record.status
    )::varchar as _record
from bronze.arrived_transactions as record
cross join bronze.arrived_file as file;
