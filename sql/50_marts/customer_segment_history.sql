-- customer_segment_history: which segment each customer was in, month by month.
-- grain   one row per customer_id and snapshot_date (the first of each month, and as_of_date)
-- reads   gold.segment_decision, gold.segment_precedence
-- spans   valid_from is the first snapshot of the unbroken run of the same segment that the row belongs to
-- rule    while is_trend_known is false the customer cannot be seen to grow or to decline: such a row tells the level of
--         spend only, and comparisons of months should leave it out
-- rule    previous_segment is that of the snapshot before; null on a customer's first
create or replace table gold.customer_segment_history as
with decisions as (
    select
        snapshot_date, customer_id, precedence, is_trend_known, recent_spend, prior_spend, season_factor,
        lag(precedence) over (partition by customer_id order by snapshot_date) as previous_precedence
    from gold.segment_decision
    where scenario = 'as promised'
),

runs as (
    select
        snapshot_date, customer_id, precedence, previous_precedence, is_trend_known,
        recent_spend, prior_spend, season_factor,
        max(iff(precedence is distinct from previous_precedence, snapshot_date, null)) over (
            partition by customer_id order by snapshot_date rows between unbounded preceding and current row
        ) as valid_from
    from decisions
)

select
    runs.customer_id,
    runs.snapshot_date,
    present.customer_segment,
    previous.customer_segment as previous_segment,
    runs.valid_from,
    runs.is_trend_known,
    runs.recent_spend as spend_last_90_days,
    runs.prior_spend as spend_prior_90_days,
    runs.season_factor,
    runs.recent_spend > 0 as is_active
from runs
join gold.segment_precedence as present on runs.precedence = present.precedence
left join gold.segment_precedence as previous on runs.previous_precedence = previous.precedence
order by runs.customer_id, runs.snapshot_date;
