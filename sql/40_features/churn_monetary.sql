-- churn_monetary: how much each customer spent.
-- grain   one row per customer_id and snapshot_date
-- reads   gold.churn_window
-- rule    amounts of purchases; as doubles, because a model reads them
create or replace view gold.churn_monetary as
select
    customer_id, snapshot_date,
    spend_amount_30::double as spend_30_days,
    spend_amount_90::double as spend_90_days,
    spend_amount_180::double as spend_180_days,
    spend_amount_180::double / purchase_count_180 as average_ticket
from gold.churn_window;
