-- day_slot: on which day of a block a purchase falls, for 512 equally likely places.
-- grain   one row per week profile, block and slot; key day_key = (week_profile * 64 + block_no) * 512 + slot
-- reads   generator.calendar, generator.weekday_weight, generator.number
create or replace table generator.day_slot as
with weighted as (
    select
        weights.week_profile, days.block_no, days.day_no,
        sum(weights.weight * days.holiday_permille) over (
            partition by weights.week_profile, days.block_no order by days.day_no
            rows between unbounded preceding and current row
        ) as reached,
        weights.weight * days.holiday_permille as weight,
        sum(weights.weight * days.holiday_permille) over (partition by weights.week_profile, days.block_no) as total
    from generator.calendar as days
    inner join generator.weekday_weight as weights on weights.weekday_no = days.weekday_no
)

select
    ((weighted.week_profile * 64 + weighted.block_no) * 512 + numbers.n)::integer as day_key,
    weighted.day_no
from weighted
inner join generator.number as numbers
    on numbers.n < 512
    and (2 * numbers.n + 1) * weighted.total >= 1024 * (weighted.reached - weighted.weight)
    and (2 * numbers.n + 1) * weighted.total < 1024 * weighted.reached;
