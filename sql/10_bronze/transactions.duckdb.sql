-- transactions: the transactions feed, in the types of the contract.
-- grain   one row per record that broke no rule of the contract
-- rule    the contract's closed lists are enums here, transaction_id stays uncompressed and customer_id is a dictionary:
--         loaded in little more than half the time
create table if not exists bronze.transactions (
    transaction_id varchar using compression uncompressed,
    customer_id varchar using compression dict_fsst,
    transaction_at timestamp,
    posted_date date,
    amount decimal(12, 2),
    currency_code enum('USD'),
    merchant_name varchar,
    merchant_category enum(
        'airlines', 'car_rental', 'clothing', 'education', 'electronics', 'entertainment', 'gas', 'general_merchandise',
        'groceries', 'health', 'home_improvement', 'hotels', 'restaurants', 'subscriptions', 'transit', 'utilities'
    ),
    channel enum('in_person', 'online'),
    is_wallet boolean,
    is_recurring boolean,
    status enum('approved', 'declined', 'disputed', 'pending', 'refunded'),
    _source_file varchar,
    _source_line bigint,
    _loaded_at timestamp
);
