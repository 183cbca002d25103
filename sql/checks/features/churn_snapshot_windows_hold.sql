-- churn_snapshot_windows_hold: windows have the definition's lengths, and no label reaches past the next role's cut-off
with orders as (
    select
        snapshot_date, role, features_from, label_from, label_to, has_label,
        case role when 'train' then 1 when 'calibrate' then 2 when 'test' then 3 when 'score' then 4 end as role_number
    from gold.churn_snapshot
)

select snapshot.snapshot_date::varchar as subject, 'a window is not as long as the definition says' as detail
from orders as snapshot
cross join gold.churn_definition as definition
cross join silver.as_of as as_of
where snapshot.features_from is distinct from dateadd('day', -definition.feature_days, snapshot.snapshot_date)::date
    or snapshot.label_from is distinct from dateadd('day', definition.gap_days, snapshot.snapshot_date)::date
    or snapshot.label_to is distinct from dateadd('day', definition.label_days, snapshot.label_from)::date
    or snapshot.has_label is distinct from (snapshot.label_to <= as_of.as_of_date)
    or snapshot.features_from < as_of.first_date
    or snapshot.role_number is null
union all
select earlier.snapshot_date::varchar, 'its label window reaches past the cut-off of the ' || later.role || ' role'
from orders as earlier
join orders as later on earlier.role_number < later.role_number and earlier.label_to > later.snapshot_date
union all
select '(nothing)', 'there is no cut-off to score at'
from silver.as_of as as_of
where not exists (
    select 1 from gold.churn_snapshot as snapshot
    where snapshot.role = 'score' and snapshot.snapshot_date = as_of.as_of_date
);
