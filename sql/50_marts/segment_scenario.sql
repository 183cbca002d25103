-- segment_scenario: the thresholds as promised, and with one of them moved.
-- grain   one row per moved threshold and factor, and one where nothing moved; key scenario
-- reads   gold.segment_rule
-- rule    scenario 'as promised' is the one that customers are put into segments by
create or replace table gold.segment_scenario as
with factors as (
    select factor from (values (0.8), (0.9), (1.1), (1.2)) as listed (factor)
),

scenarios as (
    select 'as promised' as scenario, null::varchar as moved_threshold, 1.0 as factor
    union all
    select rule.threshold_name || ' x ' || factors.factor::decimal(3, 1)::varchar, rule.threshold_name, factors.factor
    from gold.segment_rule as rule
    cross join factors
),

thresholds as (
    select
        scenarios.scenario, scenarios.moved_threshold, scenarios.factor, rule.threshold_name,
        rule.threshold_value * iff(rule.threshold_name = scenarios.moved_threshold, scenarios.factor, 1.0) as value
    from scenarios
    cross join gold.segment_rule as rule
)

select
    scenario,
    moved_threshold,
    factor::decimal(3, 1) as factor,
    max(iff(threshold_name = 'new_tenure', value, null))::decimal(12, 4) as new_tenure,
    max(iff(threshold_name = 'new_growth', value, null))::decimal(12, 4) as new_growth,
    max(iff(threshold_name = 'decline', value, null))::decimal(12, 4) as decline,
    max(iff(threshold_name = 'traveler_spend', value, null))::decimal(12, 4) as traveler_spend,
    max(iff(threshold_name = 'traveler_travel', value, null))::decimal(12, 4) as traveler_travel,
    max(iff(threshold_name = 'budget_spend', value, null))::decimal(12, 4) as budget_spend,
    max(iff(threshold_name = 'budget_necessities', value, null))::decimal(12, 4) as budget_necessities
from thresholds
group by scenario, moved_threshold, factor;
