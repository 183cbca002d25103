-- card_transaction: each purchase, refund or refusal with the customer it belongs to.
-- grain   one row per transaction of the feed, whatever its status; key transaction_id
-- reads   bronze.transactions, silver.customer_xref
-- rule    a view: the rows stay where they were loaded, where a second row of the same transaction_id was refused
-- rule    customer_id is null when no book knows the account
create or replace view silver.card_transaction as
select
    feed.transaction_id,
    xref.customer_id,
    feed.customer_id as source_customer_id,
    feed.transaction_at,
    feed.transaction_at::date as transaction_date,
    feed.posted_date,
    feed.amount,
    feed.currency_code,
    trim(feed.merchant_name) as merchant_name,
    lower(trim(feed.merchant_category)) as merchant_category,
    feed.channel,
    feed.is_wallet,
    feed.is_recurring,
    feed.status
from bronze.transactions as feed
left join silver.customer_xref as xref on feed.customer_id = xref.source_customer_id;
