-- landed_account_month: how much each account was used in each month.
-- grain   one row per customer_id and month with a transaction; month_no counts from the first month there is
-- reads   generator.landed_transactions
create or replace table generator.landed_account_month as
with months as (
    select
        customer_id,
        12 * year(transaction_at) + month(transaction_at) as month_of_all,
        count_if(status = 'approved')::bigint as purchase_count,
        count_if(status = 'declined')::bigint as declined_count,
        count_if(status <> 'refunded')::bigint as attempt_count,
        sum(iff(status = 'approved', amount, 0))::decimal(18, 2) as spend_amount
    from generator.landed_transactions
    group by customer_id, 12 * year(transaction_at) + month(transaction_at)
)

select
    customer_id,
    month_of_all - min(month_of_all) over () as month_no,
    purchase_count, declined_count, attempt_count, spend_amount
from months;
