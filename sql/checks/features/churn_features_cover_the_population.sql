-- churn_features_cover_the_population: whoever is scored has features, and features are those of somebody in the population
select
    coalesce(population.customer_id, feature.customer_id) as subject,
    iff(population.customer_id is null, 'has features but is not in the population', 'is scored without features') as detail,
    coalesce(population.snapshot_date, feature.snapshot_date) as snapshot_date
from gold.churn_population as population
full outer join gold.churn_features as feature
    on population.customer_id = feature.customer_id and population.snapshot_date = feature.snapshot_date
where population.customer_id is null
    or (population.is_scored and feature.customer_id is null)
union all
select '(nobody)', 'a cut-off has no population', snapshot.snapshot_date
from gold.churn_snapshot as snapshot
left join gold.churn_population as population on snapshot.snapshot_date = population.snapshot_date
where population.snapshot_date is null;
