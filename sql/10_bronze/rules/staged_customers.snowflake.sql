-- staged_customers: the records of the files that wait on the stage, as text, for the rules.
-- grain   one row per record
-- reads   the stage bronze.incoming, bronze.transactions
-- rule    columns stand in the order of the contract; a file with a broken line is skipped as a whole and named by COPY
-- rule    written after the documentation and not run on an account yet
create or replace transient table bronze.arrived_customers (
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
    source_line bigint
);

copy into bronze.arrived_customers
from (
    select
        record.$1, record.$2, record.$3, record.$4, record.$5, record.$6, record.$7, record.$8, record.$9,
        record.$10, record.$11, record.$12, record.$13, record.$14, record.$15, record.$16, record.$17,
        metadata$filename,
        metadata$file_row_number
    from @bronze.incoming/customers/ as record
)
file_format = (format_name = 'bronze.contract_csv')
on_error = skip_file;

create or replace view bronze.staged_customers as
select
    customer_id,
    source_system,
    first_name,
    last_name,
    date_of_birth,
    email,
    phone,
    street_address,
    city,
    state,
    postal_code,
    employment_status,
    annual_income,
    card_type,
    credit_limit,
    account_open_date,
    migrated_date,
    source_file as _source_file,
    source_line as _source_line,
    sysdate() as _loaded_at,
    (select dateadd('day', 31, max(transaction_at)::date) from bronze.transactions) as _latest_date,
    object_construct_keep_null(
        'customer_id', customer_id, 'source_system', source_system, 'first_name', first_name, 'last_name', last_name,
        'date_of_birth', date_of_birth, 'email', email, 'phone', phone, 'street_address', street_address,
        'city', city, 'state', state, 'postal_code', postal_code, 'employment_status', employment_status,
        'annual_income', annual_income, 'card_type', card_type, 'credit_limit', credit_limit, 'account_open_date', account_open_date,
        'migrated_date', migrated_date
    )::varchar as _record
from bronze.arrived_customers;
