-- churn_channel: where and with what each customer pays.
-- grain   one row per customer_id and snapshot_date
-- reads   gold.churn_window
-- rule    shares of the purchases of the feature window
create or replace view gold.churn_channel as
select
    customer_id, snapshot_date,
    online_count_180::double / purchase_count_180 as online_share,
    wallet_count_180::double / purchase_count_180 as wallet_share
from gold.churn_window;
