-- ruled_transactions: each staged transaction with the first rule it breaks by itself, without a look at its neighbours.
-- grain   one row per staged record
-- reads   bronze.staged_transactions
create or replace view bronze.ruled_transactions as
select
    *,
    amount as _amount,
    case
        when _form_rule is not null then _form_rule
        when transaction_id is null or trim(transaction_id) = '' then 'transactions.transaction_id.required'
        when customer_id is null or trim(customer_id) = '' then 'transactions.customer_id.required'
        when transaction_at is null then 'transactions.transaction_at.required'
        when transaction_at::date > _latest_date then 'transactions.transaction_at.future'
        when posted_date < transaction_at::date then 'transactions.posted_date.order'
        when amount is null then 'transactions.amount.required'
        when iff(status = 'refunded', amount > 0, amount < 0) then 'transactions.amount.sign'
        when coalesce(currency_code, '') <> 'USD' then 'transactions.currency_code.values'
        when merchant_name is null or trim(merchant_name) = '' then 'transactions.merchant_name.required'
        when coalesce(merchant_category, '') not in (
            'airlines', 'hotels', 'car_rental', 'restaurants', 'groceries', 'gas', 'transit', 'general_merchandise',
            'electronics', 'clothing', 'home_improvement', 'health', 'subscriptions', 'entertainment', 'utilities',
            'education'
        ) then 'transactions.merchant_category.values'
        when coalesce(channel, '') not in ('in_person', 'online') then 'transactions.channel.values'
        when is_wallet is null then 'transactions.is_wallet.required'
        when is_recurring is null then 'transactions.is_recurring.required'
        when coalesce(status, '') not in ('approved', 'pending', 'declined', 'refunded', 'disputed')
            then 'transactions.status.values'
        when bronze.is_formula(transaction_id) or bronze.is_formula(customer_id) or bronze.is_formula(merchant_name)
            then 'text.formula'
    end as own_rule_id
from bronze.staged_transactions;
