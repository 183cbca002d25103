-- churn_candidate_calibration: from the class's probability to one that can be believed: rising steps on the calibrate
--                              cut-off.
-- grain   one row per step; from_probability is the least raw probability that belongs to it
-- reads   gold.churn_scored_rows, gold.churn_labels, gold.churn_snapshot
-- rule    of the newest candidate, promoted or not; the curve of a promoted one is kept in gold.churn_calibration
-- rule    rows without a raw probability belong to no step
-- rule    up to twenty steps of about as many customers, equal raw probabilities together; steps whose churn rate would
--         fall are pooled, so that the sum over all customers stays (isotonic regression: the largest, over all starts at
--         or before a step, of the smallest mean up to an end at or after it); never below half a customer of a step
create or replace view gold.churn_candidate_calibration as
with ranked as (
    select
        scored.raw_probability, iff(label.has_churned, 1, 0) as churned,
        least(20, 1 + floor(20 * percent_rank() over (order by scored.raw_probability))) as step
    from gold.churn_scored_rows as scored
    join gold.churn_snapshot as snapshot
        on scored.snapshot_date = snapshot.snapshot_date and snapshot.role = 'calibrate'
    join gold.churn_labels as label
        on scored.customer_id = label.customer_id and scored.snapshot_date = label.snapshot_date
    where scored.raw_probability is not null
),

steps as (
    select step, min(raw_probability) as from_probability, sum(churned) as churned, count(*) as customers
    from ranked
    group by step
),

spans as (
    select
        first_step.step as from_step, last_step.step as to_step,
        sum(inside.churned) / sum(inside.customers)::double as churn_rate
    from steps as first_step
    join steps as last_step on first_step.step <= last_step.step
    join steps as inside on inside.step between first_step.step and last_step.step
    group by first_step.step, last_step.step
),

smallest as (
    select step.step, span.from_step, min(span.churn_rate) as churn_rate
    from steps as step
    join spans as span on step.step between span.from_step and span.to_step
    group by step.step, span.from_step
)

select
    iff(step.step = min(step.step) over (), 0, step.from_probability) as from_probability,
    greatest(max(smallest.churn_rate), 0.5 / step.customers) as churn_probability
from steps as step
join smallest on step.step = smallest.step
group by step.step, step.from_probability, step.customers;
