-- metric_customer_ltv: what each customer has spent, and what that was worth to the issuer.
-- grain   one row per current customer; key customer_id
-- reads   gold.customer_activity, gold.dim_customer, gold.issuer_margin, silver.as_of
-- rule    lifetime_value is lifetime spend: approved purchases since the data begin; refund_amount stands beside it, below
--         zero as in the feed
-- rule    contribution_value is the margin on spend net of refunds, less the servicing of the customer since the account
--         opened or the data begin; once for somebody in both books. It is below zero for those who seldom buy
-- rule    interest and annual fees are not in the feeds and not in the value; for an issuer they are most of the profit
create or replace table gold.metric_customer_ltv as
with activities as (
    select
        customer_id,
        sum(transaction_count)::bigint as total_transactions,
        sum(amount)::decimal(18, 2) as lifetime_value,
        min(first_transaction_date) as first_transaction_date,
        max(last_transaction_date) as last_transaction_date
    from gold.customer_activity
    where status = 'approved'
    group by customer_id
),

refunds as (
    select customer_id, sum(amount)::decimal(18, 2) as refund_amount
    from gold.customer_activity
    where status = 'refunded'
    group by customer_id
),

customers as (
    select
        customer.customer_id,
        coalesce(activities.total_transactions, 0) as total_transactions,
        zeroifnull(activities.lifetime_value) as lifetime_value,
        zeroifnull(refunds.refund_amount) as refund_amount,
        activities.first_transaction_date,
        activities.last_transaction_date,
        greatest(
            datediff('day', greatest(customer.account_open_date, as_of.first_date), as_of.as_of_date), 0
        ) as open_days
    from gold.dim_customer as customer
    cross join silver.as_of as as_of
    left join activities on customer.customer_id = activities.customer_id
    left join refunds on customer.customer_id = refunds.customer_id
    where customer.is_current and customer.customer_key <> -1
)

select
    customers.customer_id,
    customers.lifetime_value,
    customers.refund_amount,
    round((customers.lifetime_value + customers.refund_amount) * economics.spend_margin, 2)::decimal(18, 2)
        as spend_margin_amount,
    round(economics.servicing_amount * customers.open_days / 365, 2)::decimal(18, 2) as servicing_amount,
    (
        round((customers.lifetime_value + customers.refund_amount) * economics.spend_margin, 2)
        - round(economics.servicing_amount * customers.open_days / 365, 2)
    )::decimal(18, 2) as contribution_value,
    customers.total_transactions,
    customers.first_transaction_date,
    customers.last_transaction_date
from customers
cross join gold.issuer_margin as economics
order by customers.customer_id;
