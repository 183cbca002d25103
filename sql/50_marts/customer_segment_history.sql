-- customer_segment_history: which segment each customer was in, month by month.
-- grain   one row per customer_id and snapshot_date (the first of each month, and as_of_date)
-- reads   gold.segment_decision, gold.customer_spend_window, gold.segment_precedence
-- spans   valid_from is the first snapshot of the unbroken run of the same segment that the row belongs to
-- rule    while is_trend_known is false nobody can be seen to grow or to decline: such a row tells the level of spend
--         only, and comparisons of months should leave it out
-- rule    previous_segment is that of the snapshot before; null on a customer's first
create or replace table gold.customer_segment_history as
with decisions as (
    select
        decision.snapshot_date, decision.customer_id, precedence.precedence, precedence.customer_segment
    from gold.segment_decision as decision
    join gold.segment_precedence as precedence on decision.precedence = precedence.precedence
    where decision.scenario = 'as promised'
),

compared_decisions as (
    select
        snapshot_date, customer_id, precedence, customer_segment,
        lag(customer_segment) over (partition by customer_id order by snapshot_date) as previous_segment
    from decisions
),

runs as (
    select
        snapshot_date, customer_id, precedence, customer_segment, previous_segment,
        max(iff(customer_segment is distinct from previous_segment, snapshot_date, null)) over (
            partition by customer_id order by snapshot_date rows between unbounded preceding and current row
        ) as valid_from
    from compared_decisions
)

select
    runs.customer_id,
    runs.snapshot_date,
    runs.customer_segment,
    runs.previous_segment,
    runs.valid_from,
    spend.is_trend_known,
    spend.recent_spend as spend_last_90_days,
    spend.prior_spend as spend_prior_90_days,
    spend.season_factor,
    spend.recent_spend > 0 as is_active
from runs
join gold.customer_spend_window as spend
    on runs.customer_id = spend.customer_id and runs.snapshot_date = spend.snapshot_date
order by runs.customer_id, runs.snapshot_date;
