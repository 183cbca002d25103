-- block: thirds of months, in which purchases are planned.
-- grain   one row per block; key block_no
-- reads   generator.calendar
-- spans   from_day inclusive, to_day exclusive
create or replace table generator.block as
select
    block_no, month_no, month_of_year, days_in_month,
    min(day_no) as from_day,
    max(day_no) + 1 as to_day
from generator.calendar
group by block_no, month_no, month_of_year, days_in_month;
