-- staged_transactions: transactions that came as text, in the types of the contract.
-- grain   one row per record
-- reads   bronze.text_transactions
-- rule    _form_rule names the first column whose text cannot be read as its type
create or replace view bronze.staged_transactions as
select
    transaction_id,
    customer_id,
    bronze.instant(transaction_at) as transaction_at,
    try_to_date(trim(posted_date)) as posted_date,
    bronze.amount(amount) as amount,
    trim(currency_code) as currency_code,
    merchant_name,
    trim(merchant_category) as merchant_category,
    trim(channel) as channel,
    lower(trim(is_wallet)) = 'true' as is_wallet,
    lower(trim(is_recurring)) = 'true' as is_recurring,
    trim(status) as status,
    _source_file,
    _source_line,
    _loaded_at,
    _latest_date,
    _record,
    case
        when bronze.is_filled(transaction_at) and not bronze.is_instant(transaction_at)
            then 'transactions.transaction_at.form'
        when bronze.is_filled(posted_date) and not bronze.is_day(posted_date) then 'transactions.posted_date.form'
        when bronze.is_filled(amount) and not bronze.is_amount(amount) then 'transactions.amount.form'
        when lower(trim(is_wallet)) not in ('true', 'false', '') then 'transactions.is_wallet.form'
        when not bronze.is_filled(is_wallet) then 'transactions.is_wallet.required'
        when lower(trim(is_recurring)) not in ('true', 'false', '') then 'transactions.is_recurring.form'
        when not bronze.is_filled(is_recurring) then 'transactions.is_recurring.required'
    end as _form_rule
from bronze.text_transactions;
