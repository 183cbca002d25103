-- card_transaction: each purchase, refund or refusal, with the account it came on.
-- grain   one row per transaction of the feed, whatever its status; key transaction_id
-- reads   bronze.transactions
-- rule    a view: the rows stay where they were loaded, where a second row of the same transaction_id was refused
-- rule    a category is one of the contract's, letter by letter, since bronze takes no other
-- rule    silver.customer_xref tells whose account it is; the facts ask it once, with the customer's versions
create or replace view silver.card_transaction as
select
    transaction_id,
    customer_id as source_customer_id,
    transaction_at,
    transaction_at::date as transaction_date,
    posted_date,
    amount,
    currency_code,
    trim(merchant_name) as merchant_name,
    merchant_category,
    channel,
    is_wallet,
    is_recurring,
    status
from bronze.transactions;
