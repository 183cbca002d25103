-- churn_trend: is the customer slowing down: the pace of the last days over the pace of a longer stretch.
-- grain   one row per customer_id and snapshot_date
-- reads   gold.churn_window
-- rule    both sides per day, so that 1 means no change whatever the lengths; null when the longer stretch is empty
create or replace view gold.churn_trend as
select
    customer_id, snapshot_date,
    (spend_amount_14::double / 14) / (nullifzero(spend_amount_60)::double / 60) as spend_14_over_60_days,
    (spend_amount_30::double / 30) / (nullifzero(spend_amount_180)::double / 180) as spend_30_over_180_days,
    (spend_amount_60::double / 60) / (nullifzero(spend_amount_180)::double / 180) as spend_60_over_180_days,
    (spend_amount_90::double / 90) / (nullifzero(spend_amount_180)::double / 180) as spend_90_over_180_days,
    (purchase_count_14::double / 14) / (nullifzero(purchase_count_60)::double / 60) as purchases_14_over_60_days,
    (purchase_count_30::double / 30) / (nullifzero(purchase_count_180)::double / 180) as purchases_30_over_180_days,
    (purchase_count_60::double / 60) / (nullifzero(purchase_count_180)::double / 180) as purchases_60_over_180_days,
    (purchase_count_90::double / 90) / (nullifzero(purchase_count_180)::double / 180) as purchases_90_over_180_days
from gold.churn_window;
