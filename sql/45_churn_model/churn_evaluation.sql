-- churn_evaluation: the candidate on the cut-offs after those it learned from, beside what the class says of itself.
-- grain   one row per cut-off
-- reads   gold.churn_scored_rows, gold.churn_labels, gold.churn_snapshot
-- rule    auc is the chance that a customer who churned scores above one who stayed; equal scores count half
-- rule    customers are those with a raw probability; one without has no rank
-- rule    the class's own figures hold out rows at random, not days: they belong beside these, not in their place
create or replace view gold.churn_evaluation as
with ranked as (
    select
        snapshot.role, scored.snapshot_date, label.has_churned, scored.raw_probability,
        rank() over (partition by scored.snapshot_date order by scored.raw_probability)
            + (count(*) over (partition by scored.snapshot_date, scored.raw_probability) - 1) / 2.0 as middle_rank
    from gold.churn_scored_rows as scored
    join gold.churn_snapshot as snapshot on scored.snapshot_date = snapshot.snapshot_date
    join gold.churn_labels as label
        on scored.customer_id = label.customer_id and scored.snapshot_date = label.snapshot_date
    where scored.raw_probability is not null
),

sums as (
    select
        role, snapshot_date, count(*) as customers, count_if(has_churned) as churned,
        sum(iff(has_churned, middle_rank, 0)) as churned_ranks, avg(raw_probability) as mean_probability
    from ranked
    group by role, snapshot_date
)

select
    role, snapshot_date, customers, churned, mean_probability,
    (churned_ranks - churned * (churned + 1) / 2.0) / nullifzero(churned * (customers - churned))::double as auc
from sums;
