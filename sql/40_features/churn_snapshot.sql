-- churn_snapshot: the cut-off days, and what each is for.
-- grain   one row per cut-off; key snapshot_date
-- reads   silver.as_of, gold.churn_definition
-- spans   [features_from, snapshot_date) for features, [label_from, label_to) for the label
-- rule    no label window of a role ends after the next role's cut-off: train, then calibrate, then test, then score
-- rule    days are counted back from as_of_date; a cut-off without feature_days of data before it is left out
create or replace table gold.churn_snapshot as
with cutoffs as (
    select days_before, role
    from (values
        (363, 'train'), (340, 'train'), (316, 'train'), (212, 'calibrate'), (104, 'test'), (0, 'score')
    ) as listed (days_before, role)
),

snapshots as (
    select
        dateadd('day', -cutoff.days_before, as_of.as_of_date)::date as snapshot_date, cutoff.role,
        as_of.first_date, as_of.as_of_date, definition.feature_days, definition.gap_days, definition.label_days
    from cutoffs as cutoff
    cross join silver.as_of as as_of
    cross join gold.churn_definition as definition
),

windows as (
    select
        snapshot_date, role, first_date, as_of_date,
        dateadd('day', -feature_days, snapshot_date)::date as features_from,
        dateadd('day', gap_days, snapshot_date)::date as label_from,
        dateadd('day', gap_days + label_days, snapshot_date)::date as label_to
    from snapshots
)

select
    snapshot_date, role, features_from, label_from, label_to,
    label_to <= as_of_date as has_label
from windows
where features_from >= first_date;
