-- staged_account_changes: the records of the files that wait on the stage, as text, for the rules.
-- grain   one row per record
-- reads   the stage bronze.incoming, bronze.transactions
-- rule    columns stand in the order of the contract; a file with a broken line is skipped as a whole and named by COPY
-- rule    written after the documentation and not run on an account yet
create or replace transient table bronze.arrived_account_changes (
    change_id varchar,
    customer_id varchar,
    change_type varchar,
    changed_at varchar,
    recorded_at varchar,
    card_type varchar,
    credit_limit varchar,
    street_address varchar,
    city varchar,
    state varchar,
    postal_code varchar,
    source_file varchar,
    source_line bigint
);

copy into bronze.arrived_account_changes
from (
    select
        record.$1, record.$2, record.$3, record.$4, record.$5, record.$6, record.$7, record.$8, record.$9,
        record.$10, record.$11,
        metadata$filename,
        metadata$file_row_number
    from @bronze.incoming/account_changes/ as record
)
file_format = (format_name = 'bronze.contract_csv')
on_error = skip_file;

create or replace view bronze.staged_account_changes as
select
    change_id,
    customer_id,
    change_type,
    changed_at,
    recorded_at,
    card_type,
    credit_limit,
    street_address,
    city,
    state,
    postal_code,
    source_file as _source_file,
    source_line as _source_line,
    sysdate() as _loaded_at,
    (select dateadd('day', 31, max(transaction_at)::date) from bronze.transactions) as _latest_date,
    object_construct_keep_null(
        'change_id', change_id, 'customer_id', customer_id, 'change_type', change_type, 'changed_at', changed_at,
        'recorded_at', recorded_at, 'card_type', card_type, 'credit_limit', credit_limit, 'street_address', street_address,
        'city', city, 'state', state, 'postal_code', postal_code
    )::varchar as _record
from bronze.arrived_account_changes;
