-- churn_frequency: how often each customer bought.
-- grain   one row per customer_id and snapshot_date
-- reads   gold.churn_window
-- rule    purchases in the last so many days before the cut-off
create or replace view gold.churn_frequency as
select
    customer_id, snapshot_date,
    purchase_count_7 as purchases_7_days,
    purchase_count_14 as purchases_14_days,
    purchase_count_30 as purchases_30_days,
    purchase_count_90 as purchases_90_days,
    purchase_count_180 as purchases_180_days
from gold.churn_window;
