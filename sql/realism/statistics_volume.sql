-- statistics_volume: how often and how much people pay, and what becomes of it. One row, one column per statistic.
-- reads   generator.landed_day, generator.landed_customers
-- binds   the number of people: some have two records, and who they are is not known yet
with days as (
    select
        count(distinct transaction_date) / 30.4375 as month_count,
        sum(transaction_count) as transaction_count,
        sum(wallet_count) as wallet_count,
        sum(weekend_posted_count) as weekend_posted_count,
        sum(iff(status = 'approved', transaction_count, 0)) as approved_count,
        sum(iff(status = 'refunded', transaction_count, 0)) as refunded_count,
        sum(iff(status = 'declined', transaction_count, 0)) as declined_count,
        sum(iff(channel = 'in_person', transaction_count, 0)) as in_person_count,
        sum(iff(status = 'approved' and channel = 'online', transaction_count, 0)) as online_count,
        sum(iff(status = 'approved', amount, 0))::double as spend_amount
    from generator.landed_day
),

people as (
    select ?::double as person_count, count(*) as record_count
    from generator.landed_customers
)

select
    transaction_count / person_count / month_count as transactions_per_month,
    spend_amount / person_count / month_count as spend_per_month,
    spend_amount / approved_count as mean_ticket,
    online_count::double / approved_count as online_share,
    wallet_count::double / in_person_count as wallet_share,
    refunded_count::double / transaction_count as refunded_share,
    declined_count::double / transaction_count as declined_share,
    weekend_posted_count::double / transaction_count as weekend_posted_share,
    record_count / person_count - 1 as in_both_books_share
from days
cross join people;
