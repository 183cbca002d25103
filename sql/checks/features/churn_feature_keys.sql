-- churn_feature_keys: at a cut-off a customer has one row of features, one of the population and one label at most
with rows_of as (
    select 'gold.churn_features' as source, customer_id, snapshot_date from gold.churn_features
    union all
    select 'gold.churn_population', customer_id, snapshot_date from gold.churn_population
    union all
    select 'gold.churn_labels', customer_id, snapshot_date from gold.churn_labels
),

counts as (
    select source, customer_id, snapshot_date, count(*) as row_count
    from rows_of
    group by source, customer_id, snapshot_date
)

select
    coalesce(counts.customer_id, '(none)') as subject,
    iff(counts.row_count > 1, 'stands twice or more in ', 'is no customer at a cut-off in ') || counts.source as detail,
    counts.snapshot_date, counts.row_count
from counts
left join gold.churn_snapshot as snapshot on counts.snapshot_date = snapshot.snapshot_date
where counts.row_count > 1 or counts.customer_id is null or snapshot.snapshot_date is null;
