-- fct_transactions_values: status, channel and currency are of the list, and refunds are never positive, all else never negative
-- rule    text is made of the few kinds that there are, not of every row: one engine keeps these lists as enums
with counts as (
    select status, channel, currency_code, sign(amount)::integer as amount_sign, count(*) as transaction_count
    from gold.fct_transactions
    group by status, channel, currency_code, sign(amount)::integer
),

kinds as (
    select
        status::varchar as status, channel::varchar as channel, currency_code::varchar as currency_code,
        iff(status = 'refunded', amount_sign > 0, amount_sign < 0) as has_wrong_sign, transaction_count
    from counts
)

select
    coalesce(status, '(none)') || ', ' || coalesce(channel, '(none)') || ', ' || coalesce(currency_code, '(none)')
        as subject,
    iff(has_wrong_sign, 'an amount of the wrong sign', 'not of the accepted values') as detail,
    transaction_count
from kinds
where status not in ('approved', 'pending', 'declined', 'refunded', 'disputed')
    or channel not in ('in_person', 'online')
    or currency_code <> 'USD'
    or has_wrong_sign;
