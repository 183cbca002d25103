-- landed_account_month: how much each account was used in each month.
-- grain   one row per customer_id and month with a transaction; month_no counts from the first month there is
-- reads   generator.landed_transactions
create or replace table generator.landed_account_month as
with months as (
    select
        customer_id,
        date_trunc('month', transaction_at)::date as month_start,
        count_if(status = 'approved') as purchase_count,
        count_if(status = 'declined') as declined_count,
        count_if(status <> 'refunded') as attempt_count,
        sum(iff(status = 'approved', amount, 0)) as spend_amount
    from generator.landed_transactions
    group by customer_id, date_trunc('month', transaction_at)::date
)

select
    customer_id, month_start,
    datediff('month', min(month_start) over (), month_start) as month_no,
    purchase_count, declined_count, attempt_count, spend_amount
from months;
