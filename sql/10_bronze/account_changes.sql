-- account_changes: the change feed as it arrived, every column as text.
-- grain   one row per delivery that broke no rule; the same change may be delivered more than once
create table if not exists bronze.account_changes (
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
    _source_file varchar,
    _source_line bigint,
    _loaded_at timestamp
);
