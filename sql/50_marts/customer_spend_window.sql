-- customer_spend_window: what each customer spent in the 90 days before a snapshot, and in the 90 days before those.
-- grain   one row per current customer and snapshot_date after their account opened; on as_of_date every current customer
-- reads   gold.segment_date, gold.activity_span, gold.customer_activity, gold.dim_customer, silver.as_of
-- rule    spend is approved purchases; 90 days count as three months
-- rule    season_factor is what the whole book's spend did from the prior window to the recent one: the ratio of the
--         totals of customers whose account was open through both; null where the prior window is not all in the data
-- rule    is_trend_known is false while the data, not the customer, begins inside the prior window
create or replace table gold.customer_spend_window as
with windows as (
    select dates.snapshot_date, span.span_start, span.span_start >= dates.recent_from as is_recent
    from gold.segment_date as dates
    join gold.activity_span as span on span.span_start >= dates.prior_from and span.span_start < dates.snapshot_date
),

recent_sums as (
    select
        windows.snapshot_date, activity.customer_id,
        sum(activity.amount)::decimal(18, 2) as spend,
        sum(activity.travel_amount)::decimal(18, 2) as travel_spend,
        sum(activity.necessities_amount)::decimal(18, 2) as necessities_spend
    from gold.customer_activity as activity
    join windows on activity.span_start = windows.span_start and windows.is_recent
    where activity.status = 'approved'
    group by windows.snapshot_date, activity.customer_id
),

prior_sums as (
    select windows.snapshot_date, activity.customer_id, sum(activity.amount)::decimal(18, 2) as spend
    from gold.customer_activity as activity
    join windows on activity.span_start = windows.span_start and not windows.is_recent
    where activity.status = 'approved'
    group by windows.snapshot_date, activity.customer_id
),

customers as (
    select
        dates.snapshot_date, customer.customer_id, customer.account_open_date,
        greatest(datediff('day', customer.account_open_date, dates.snapshot_date), 0) as tenure_days,
        dates.has_full_windows,
        dates.has_full_windows or customer.account_open_date >= as_of.first_date as is_trend_known,
        customer.account_open_date <= dates.prior_from as is_established
    from gold.dim_customer as customer
    cross join gold.segment_date as dates
    cross join silver.as_of as as_of
    where customer.is_current
        and customer.customer_key <> -1
        and (customer.account_open_date < dates.snapshot_date or dates.is_current)
),

spends as (
    select
        customers.snapshot_date, customers.customer_id, customers.tenure_days, customers.is_trend_known,
        customers.has_full_windows, customers.is_established,
        zeroifnull(recent.spend) as recent_spend,
        zeroifnull(prior.spend) as prior_spend,
        zeroifnull(recent.travel_spend) as travel_spend,
        zeroifnull(recent.necessities_spend) as necessities_spend
    from customers
    left join recent_sums as recent
        on customers.customer_id = recent.customer_id and customers.snapshot_date = recent.snapshot_date
    left join prior_sums as prior
        on customers.customer_id = prior.customer_id and customers.snapshot_date = prior.snapshot_date
),

seasons as (
    select
        snapshot_date,
        round(sum(recent_spend) / nullifzero(sum(prior_spend)), 6)::decimal(12, 6) as season_factor
    from spends
    where has_full_windows and is_established
    group by snapshot_date
)

select
    spends.snapshot_date,
    spends.customer_id,
    spends.tenure_days,
    spends.is_trend_known,
    spends.recent_spend,
    spends.prior_spend,
    spends.travel_spend,
    spends.necessities_spend,
    seasons.season_factor
from spends
left join seasons on spends.snapshot_date = seasons.snapshot_date;
