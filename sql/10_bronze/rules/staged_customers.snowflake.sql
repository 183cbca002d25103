-- staged_customers: the records of a customers file as text, with their origin, for the rules.
-- grain   one row per record that was copied from the stage and is not let in yet
-- reads   bronze.arrived_customers, bronze.arrived_file
-- rule    a load fills arrived_customers and empties it again in one transaction: outside of it nobody sees a row
-- rule    source_file and latest_date are only filled for records that are tried again; others take those of their file
-- rule    run against a double of Snowflake only, not on an account yet
create transient table if not exists bronze.arrived_customers (
    customer_id varchar,
    source_system varchar,
    first_name varchar,
    last_name varchar,
    date_of_birth varchar,
    email varchar,
    phone varchar,
    street_address varchar,
    city varchar,
    state varchar,
    postal_code varchar,
    employment_status varchar,
    annual_income varchar,
    card_type varchar,
    credit_limit varchar,
    account_open_date varchar,
    migrated_date varchar,
    source_file varchar,
    source_line bigint,
    latest_date date,
    old_amount varchar
);

create or replace view bronze.staged_customers as
select
    record.customer_id,
    record.source_system,
    record.first_name,
    record.last_name,
    record.date_of_birth,
    record.email,
    record.phone,
    record.street_address,
    record.city,
    record.state,
    record.postal_code,
    record.employment_status,
    record.annual_income,
    record.card_type,
    record.credit_limit,
    record.account_open_date,
    record.migrated_date,
    coalesce(record.source_file, file.source_file) as _source_file,
    record.source_line as _source_line,
    file.loaded_at as _loaded_at,
    coalesce(record.latest_date, file.latest_date) as _latest_date,
    object_construct_keep_null(
        'customer_id', record.customer_id, 'source_system', record.source_system, 'first_name', record.first_name,
        'last_name', record.last_name, 'date_of_birth', record.date_of_birth, 'email', record.email,
        'phone', record.phone, 'street_address', record.street_address, 'city', record.city, 'state', record.state,
        'postal_code', record.postal_code, 'employment_status', record.employment_status,
        'annual_income', record.annual_income, 'card_type', record.card_type, 'credit_limit', record.credit_limit,
        'account_open_date', record.account_open_date, 'migrated_date', record.migrated_date
    )::varchar as _record
from bronze.arrived_customers as record
cross join bronze.arrived_file as file;
