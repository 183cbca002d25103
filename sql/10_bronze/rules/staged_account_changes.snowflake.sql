-- staged_account_changes: the records of a change feed as text, with their origin, for the rules.
-- grain   one row per record that was copied from the stage and is not let in yet
-- reads   bronze.arrived_account_changes, bronze.arrived_file
-- rule    a load fills arrived_account_changes and empties it again in one transaction: outside of it nobody sees a row
-- rule    source_file and latest_date are only filled for records that are tried again; others take those of their file
-- rule    run against a double of Snowflake only, not on an account yet
create transient table if not exists bronze.arrived_account_changes (
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
    source_line bigint,
    latest_date date,
    old_amount varchar
);

create or replace view bronze.staged_account_changes as
select
    record.change_id,
    record.customer_id,
    record.change_type,
    record.changed_at,
    record.recorded_at,
    record.card_type,
    record.credit_limit,
    record.street_address,
    record.city,
    record.state,
    record.postal_code,
    coalesce(record.source_file, file.source_file) as _source_file,
    record.source_line as _source_line,
    file.loaded_at as _loaded_at,
    coalesce(record.latest_date, file.latest_date) as _latest_date,
    object_construct_keep_null(
        'change_id', record.change_id, 'customer_id', record.customer_id, 'change_type', record.change_type,
        'changed_at', record.changed_at, 'recorded_at', record.recorded_at, 'card_type', record.card_type,
        'credit_limit', record.credit_limit, 'street_address', record.street_address, 'city', record.city,
        'state', record.state, 'postal_code', record.postal_code
    )::varchar as _record
from bronze.arrived_account_changes as record
cross join bronze.arrived_file as file;
