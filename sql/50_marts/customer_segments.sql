-- customer_segments: the segment of every customer on as_of_date, and the numbers that decided.
-- grain   one row per current customer; key customer_id
-- reads   gold.customer_segment_history, gold.customer_spend_window, gold.segment_date
-- rule    segment_assigned_date is the first snapshot of the unbroken run of the present segment
-- rule    columns ending in _pct are per cent, 0..100 for shares; null where there is nothing to divide by
-- rule    spend_change_pct is as it is; season_adjusted_change_pct against what the season left of the prior window
create or replace table gold.customer_segments as
select
    history.customer_id,
    history.customer_segment,
    history.valid_from as segment_assigned_date,
    history.previous_segment,
    history.snapshot_date as as_of_date,
    spend.recent_spend as spend_last_90_days,
    spend.prior_spend as spend_prior_90_days,
    round(100 * (spend.recent_spend - spend.prior_spend) / nullifzero(spend.prior_spend), 2)::decimal(18, 2)
        as spend_change_pct,
    spend.season_factor,
    round(100 * (spend.recent_spend / nullifzero(spend.prior_spend * spend.season_factor) - 1), 2)::decimal(18, 2)
        as season_adjusted_change_pct,
    round(spend.recent_spend / 3, 2)::decimal(18, 2) as avg_monthly_spend,
    round(100 * spend.travel_spend / nullifzero(spend.recent_spend), 2)::decimal(5, 2) as travel_spend_pct,
    round(100 * spend.necessities_spend / nullifzero(spend.recent_spend), 2)::decimal(5, 2) as necessities_spend_pct,
    spend.tenure_days,
    spend.is_trend_known,
    spend.recent_spend > 0 as is_active
from gold.customer_segment_history as history
join gold.segment_date as dates on history.snapshot_date = dates.snapshot_date and dates.is_current
join gold.customer_spend_window as spend
    on history.customer_id = spend.customer_id and history.snapshot_date = spend.snapshot_date
order by history.customer_id;
