-- churn_variability: how even a customer's purchases are, in size and over time.
-- grain   one row per customer_id and snapshot_date
-- reads   gold.churn_window
-- rule    ticket_variation is the standard deviation of purchases over their mean, both to the cent
-- rule    pace_variation is the same for the purchases per day of days 1-30, 31-60, 61-90 and 91-180 before the cut-off
create or replace view gold.churn_variability as
with paces as (
    select
        customer_id, snapshot_date, purchase_count_180, spend_amount_180, squared_cents_180, largest_amount_180,
        purchase_count_30::double / 30 as pace_1,
        (purchase_count_60 - purchase_count_30)::double / 30 as pace_2,
        (purchase_count_90 - purchase_count_60)::double / 30 as pace_3,
        (purchase_count_180 - purchase_count_90)::double / 90 as pace_4
    from gold.churn_window
),

means as (
    select
        customer_id, snapshot_date, purchase_count_180, spend_amount_180, squared_cents_180, largest_amount_180,
        pace_1, pace_2, pace_3, pace_4,
        (pace_1 + pace_2 + pace_3 + pace_4) / 4 as mean_pace,
        (100 * spend_amount_180)::double / purchase_count_180 as mean_cents
    from paces
)

select
    customer_id, snapshot_date,
    sqrt(greatest(0, squared_cents_180::double / purchase_count_180 - mean_cents * mean_cents))
        / nullifzero(mean_cents) as ticket_variation,
    largest_amount_180::double / nullifzero(spend_amount_180)::double as largest_purchase_share,
    sqrt((
        (pace_1 - mean_pace) * (pace_1 - mean_pace) + (pace_2 - mean_pace) * (pace_2 - mean_pace)
        + (pace_3 - mean_pace) * (pace_3 - mean_pace) + (pace_4 - mean_pace) * (pace_4 - mean_pace)
    ) / 4) / nullifzero(mean_pace) as pace_variation
from means;
