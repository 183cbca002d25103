-- customers: the customers feed as it arrived, every column as text.
-- grain   one row per record that broke no rule of the contract
create table if not exists bronze.customers (
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
    _source_file varchar,
    _source_line bigint,
    _loaded_at timestamp
);
