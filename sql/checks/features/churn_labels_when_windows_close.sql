-- churn_labels_when_windows_close: every scored customer has a label once the label window has closed, and nobody before
select
    coalesce(population.customer_id, label.customer_id) as subject,
    'has a label and an open window, or a closed window and none' as detail,
    coalesce(population.snapshot_date, label.snapshot_date) as snapshot_date
from gold.churn_population as population
join gold.churn_snapshot as snapshot on population.snapshot_date = snapshot.snapshot_date
full outer join gold.churn_labels as label
    on population.customer_id = label.customer_id and population.snapshot_date = label.snapshot_date
where (population.is_scored and snapshot.has_label and label.customer_id is null)
    or (label.customer_id is not null and not coalesce(snapshot.has_label, false))
union all
select label.customer_id, 'the label is not what its own numbers and the definition say', label.snapshot_date
from gold.churn_labels as label
cross join gold.churn_definition as definition
where label.label_version is distinct from definition.label_version
    or label.has_churned is distinct from (
        label.silent_days >= definition.inactive_days
        or label.recent_spend_per_day < definition.decline_share * label.baseline_spend_per_day
    );
