-- fct_transactions: every transaction of the feed, with keys to who, when and where.
-- grain   one row per transaction, whatever its status; key transaction_id
-- reads   silver.card_transaction, silver.customer_xref, gold.dim_customer, gold.dim_merchant_category
-- rule    customer_key is the version valid on transaction_date; a purchase before the account opened gets the first
--         version, one of an account that no book knows gets -1; checks count both
-- rule    rows stay in the order they were loaded, month by month: a span of dates is read without the rest. Generated
--         files list a month account by account; one customer's rows are then found by key, run by run
-- rule    on DuckDB transaction_id stays uncompressed and the contract's closed lists are enums, in the order of the
--         alphabet: written in half the time. customer_id is a dictionary: a sum per customer takes a quarter of the time
-- rule    the select below is the one of fct_transactions.snowflake.sql
create or replace table gold.fct_transactions (
    transaction_id varchar using compression uncompressed,
    customer_key bigint,
    customer_id varchar using compression dict_fsst,
    date_key integer,
    transaction_date date,
    transaction_at timestamp,
    posted_date date,
    merchant_category_key integer,
    merchant_name varchar,
    channel enum('in_person', 'online'),
    is_wallet boolean,
    is_recurring boolean,
    status enum('approved', 'declined', 'disputed', 'pending', 'refunded'),
    amount decimal(12, 2),
    currency_code enum('USD')
);

insert into gold.fct_transactions
with versions as (
    select
        account.source_customer_id, version.customer_id, version.customer_key,
        iff(version.version_number = 1, '0001-01-01'::date, version.valid_from) as valid_from,
        coalesce(version.valid_to, '9999-12-31'::date) as valid_to
    from gold.dim_customer as version
    join silver.customer_xref as account on version.customer_id = account.customer_id
)

select
    purchase.transaction_id,
    coalesce(version.customer_key, -1) as customer_key,
    version.customer_id,
    10000 * year(purchase.transaction_date) + 100 * month(purchase.transaction_date) + day(purchase.transaction_date)
        as date_key,
    purchase.transaction_date,
    purchase.transaction_at,
    purchase.posted_date,
    coalesce(category.merchant_category_key, 0) as merchant_category_key,
    purchase.merchant_name,
    purchase.channel,
    purchase.is_wallet,
    purchase.is_recurring,
    purchase.status,
    purchase.amount,
    purchase.currency_code
from silver.card_transaction as purchase
left join versions as version
    on purchase.source_customer_id = version.source_customer_id
    and purchase.transaction_date >= version.valid_from
    and purchase.transaction_date < version.valid_to
left join gold.dim_merchant_category as category on purchase.merchant_category = category.merchant_category;
