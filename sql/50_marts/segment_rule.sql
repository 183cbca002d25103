-- segment_rule: the numbers in the segments' rules, as data.
-- grain   one row per threshold; key threshold_name
-- rule    segment_decision is the one place that puts customers into segments by them; segment_scenario moves them one at a time
-- rule    shown_value is the number as the rules' texts in segment_precedence say it
create or replace table gold.segment_rule as
select
    threshold_name,
    customer_segment,
    threshold_value::decimal(12, 4) as threshold_value,
    unit,
    case
        when unit = 'ratio' then round(100 * threshold_value)::integer::varchar || '%'
        when unit = 'days' then threshold_value::integer::varchar || ' days'
        when threshold_value < 1000 then '$' || threshold_value::integer::varchar
        else '$' || floor(threshold_value / 1000)::integer::varchar
            || ',' || right('00' || mod(threshold_value::integer, 1000)::varchar, 3)
    end as shown_value,
    meaning
from (values
    ('new_tenure', 'New & Growing', 183, 'days', 'an account is new while it is younger than this'),
    ('new_growth', 'New & Growing', 0.5, 'ratio', 'spend grew by at least this part of the window before'),
    ('decline', 'Declining', 0.3, 'ratio', 'spend fell by at least this part of what the season leaves'),
    ('traveler_spend', 'High-Value Travelers', 5000, 'USD a month', 'spends at least this'),
    ('traveler_travel', 'High-Value Travelers', 0.25, 'ratio', 'at least this part of it is travel'),
    ('budget_spend', 'Budget-Conscious', 1500, 'USD a month', 'spends less than this'),
    ('budget_necessities', 'Budget-Conscious', 0.6, 'ratio', 'at least this part of it is necessities')
) as listed (threshold_name, customer_segment, threshold_value, unit, meaning);
