-- churn_population_follows_its_rule: scored are those who keep every condition of the definition; others have a reason
select population.customer_id as subject, 'is scored against the definition, or left out without a reason' as detail,
    population.snapshot_date, population.not_scored_reason
from gold.churn_population as population
cross join gold.churn_definition as definition
where population.is_scored is distinct from (population.not_scored_reason is null)
    or population.is_scored is distinct from coalesce(
        population.recency_days < definition.active_days
        and population.history_days >= definition.min_history_days
        and population.purchase_count >= definition.min_purchases
        and population.recent_spend_per_day >= definition.decline_share * population.baseline_spend_per_day,
        false
    );
