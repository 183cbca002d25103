-- churn_recency: how long ago each customer last bought.
-- grain   one row per customer_id and snapshot_date
-- reads   gold.churn_window
-- rule    recency_days is 1 after a purchase on the day before the cut-off; in usual gaps it is counted in the
--         customer's own mean distance between purchases
create or replace view gold.churn_recency as
select
    customer_id, snapshot_date,
    datediff('day', last_purchase_date, snapshot_date) as recency_days,
    datediff('day', last_purchase_date, snapshot_date) * purchase_count_180::double / 180 as recency_in_usual_gaps
from gold.churn_window;
