-- fct_transactions_values: status, channel and currency are of the list, and only refunds are negative
-- rule    text is made of the few kinds that there are, not of every row: one engine keeps these lists as enums
with counts as (
    select status, channel, currency_code, amount < 0 as is_negative, count(*) as transaction_count
    from gold.fct_transactions
    group by status, channel, currency_code, amount < 0
),

kinds as (
    select
        status::varchar as status, channel::varchar as channel, currency_code::varchar as currency_code,
        is_negative, transaction_count
    from counts
)

select
    coalesce(status, '(none)') || ', ' || coalesce(channel, '(none)') || ', ' || coalesce(currency_code, '(none)')
        as subject,
    iff(is_negative and status <> 'refunded', 'an amount below zero that is no refund', 'not of the accepted values')
        as detail,
    transaction_count
from kinds
where status not in ('approved', 'pending', 'declined', 'refunded', 'disputed')
    or channel not in ('in_person', 'online')
    or currency_code <> 'USD'
    or (is_negative and status <> 'refunded');
