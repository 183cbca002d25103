-- metric_mom_spend_change: each customer's last 30 days against the 30 before.
-- grain   one row per current customer; key customer_id
-- reads   gold.customer_activity, gold.dim_customer, silver.as_of
-- rule    days, not calendar months: a month that is not over, or has 28 days, would look like a fall
-- rule    the change is null where the 30 days before had no spend; no season is taken out of it
-- rule    the last days are a little low: what is still pending is no spend yet. And an account younger than 60 days
--         is compared with a window in which it was hardly open
create or replace table gold.metric_mom_spend_change as
with activities as (
    select
        activity.customer_id,
        sum(iff(activity.span_start >= dateadd('day', -30, as_of.as_of_date)::date, activity.amount, 0))::decimal(18, 2)
            as spend_last_30_days,
        sum(iff(activity.span_start >= dateadd('day', -30, as_of.as_of_date)::date, 0, activity.amount))::decimal(18, 2)
            as spend_prior_30_days
    from gold.customer_activity as activity
    cross join silver.as_of as as_of
    where activity.status = 'approved' and activity.span_start >= dateadd('day', -60, as_of.as_of_date)::date
    group by activity.customer_id
),

customers as (
    select
        customer.customer_id,
        zeroifnull(activities.spend_last_30_days) as spend_last_30_days,
        zeroifnull(activities.spend_prior_30_days) as spend_prior_30_days
    from gold.dim_customer as customer
    left join activities on customer.customer_id = activities.customer_id
    where customer.is_current and customer.customer_key <> -1
)

select
    customer_id,
    spend_last_30_days,
    spend_prior_30_days,
    spend_last_30_days - spend_prior_30_days as mom_spend_change_amount,
    round(100 * (spend_last_30_days - spend_prior_30_days) / nullifzero(spend_prior_30_days), 2)::decimal(18, 2)
        as mom_spend_change_pct
from customers
order by customer_id;
