-- churn_labels_follow_their_rule: every scored customer has a label once the label window has closed, and nobody before;
--                                 a label is what the facts of its window and the definition say
with days as (
    select calendar.date, snapshot.snapshot_date
    from gold.churn_snapshot as snapshot
    join gold.dim_date as calendar on calendar.date >= snapshot.label_from and calendar.date < snapshot.label_to
    where snapshot.has_label
),

purchases as (
    select
        fact.customer_id, day.snapshot_date,
        max(fact.transaction_date) as last_purchase_date, sum(fact.amount) as spend_amount
    from gold.fct_transactions as fact
    join days as day on fact.transaction_date = day.date
    where fact.status = 'approved'
    group by fact.customer_id, day.snapshot_date
)

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
    or label.is_inactive is distinct from (label.silent_days >= definition.inactive_days)
    or label.has_declined is distinct from (
        label.recent_spend_per_day < definition.decline_share * label.baseline_spend_per_day
    )
    or label.has_churned is distinct from (
        label.silent_days >= definition.inactive_days
        or label.recent_spend_per_day < definition.decline_share * label.baseline_spend_per_day
    )
union all
select label.customer_id, 'the facts of the label window say another silence or another spend', label.snapshot_date
from gold.churn_labels as label
join gold.churn_snapshot as snapshot on label.snapshot_date = snapshot.snapshot_date
cross join gold.churn_definition as definition
left join purchases as purchase
    on label.customer_id = purchase.customer_id and label.snapshot_date = purchase.snapshot_date
where label.silent_days is distinct from coalesce(
        datediff('day', purchase.last_purchase_date, snapshot.label_to) - 1, definition.label_days
    )
    or not coalesce(
        abs(label.recent_spend_per_day * definition.label_days - coalesce(purchase.spend_amount, 0)) < 0.006, false
    );
