-- transactions: the transactions feed, in the types of the contract.
-- grain   one row per record that broke no rule of the contract
create table if not exists bronze.transactions (
    transaction_id varchar,
    customer_id varchar,
    transaction_at timestamp,
    posted_date date,
    amount decimal(12, 2),
    currency_code varchar,
    merchant_name varchar,
    merchant_category varchar,
    channel varchar,
    is_wallet boolean,
    is_recurring boolean,
    status varchar,
    _source_file varchar,
    _source_line bigint,
    _loaded_at timestamp
);
