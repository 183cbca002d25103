-- churn_feature_day: which days each cut-off looks back on, for models that go to the facts themselves.
-- grain   one row per snapshot_date and day of its feature window
-- reads   gold.churn_snapshot, gold.dim_date
-- spans   age_days is 1 on the day before the cut-off; the cut-off itself and what comes after are not here
create or replace table gold.churn_feature_day as
select
    calendar.date, snapshot.snapshot_date,
    datediff('day', calendar.date, snapshot.snapshot_date) as age_days
from gold.churn_snapshot as snapshot
join gold.dim_date as calendar on calendar.date >= snapshot.features_from and calendar.date < snapshot.snapshot_date;
