-- churn_calibration: from the class's probability to one that can be believed: rising steps on the calibrate cut-off.
-- grain   one row per step; from_probability is the least raw probability that belongs to it
-- reads   gold.churn_scored_rows, gold.churn_labels, gold.churn_snapshot
-- rule    twenty steps of as many customers; a step's churn rate is never below the one before it
create or replace view gold.churn_calibration as
with steps as (
    select
        scored.raw_probability, iff(label.has_churned, 1, 0) as churned,
        ntile(20) over (order by scored.raw_probability, scored.customer_id) as step
    from gold.churn_scored_rows as scored
    join gold.churn_snapshot as snapshot
        on scored.snapshot_date = snapshot.snapshot_date and snapshot.role = 'calibrate'
    join gold.churn_labels as label
        on scored.customer_id = label.customer_id and scored.snapshot_date = label.snapshot_date
),

rates as (
    select step, min(raw_probability) as from_probability, (sum(churned) + 1) / (count(*) + 2)::double as churn_rate
    from steps
    group by step
)

select
    iff(step = 1, 0, from_probability) as from_probability,
    max(churn_rate) over (order by step rows between unbounded preceding and current row) as churn_probability
from rates;
