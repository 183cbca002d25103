-- calendar: every day of the period, its block and the days on which its purchases post.
-- grain   one row per day; key day_no, counted from first_date
-- reads   generator.number, generator.setting, generator.holiday
-- blocks  a month has three: days 1-10, 11-20, and the rest; purchases are planned per account and block
create or replace table generator.calendar as
with days as (
    select
        tens.n * 1000 + ones.n as day_no,
        dateadd('day', tens.n * 1000 + ones.n, settings.first_date)::date as calendar_date,
        settings.first_date
    from generator.number as tens
    cross join generator.number as ones
    cross join generator.setting as settings
    where tens.n < 2 and ones.n < 1000 and tens.n * 1000 + ones.n < settings.day_count
),

dated as (
    select
        day_no, calendar_date,
        12 * (year(calendar_date) - year(first_date)) + month(calendar_date) - month(first_date) as month_no,
        month(calendar_date) as month_of_year,
        day(calendar_date) as day_of_month,
        day(last_day(calendar_date)) as days_in_month,
        dayofweekiso(calendar_date) as weekday_no
    from days
)

select
    dated.day_no, dated.calendar_date, dated.month_no, dated.month_of_year, dated.days_in_month, dated.day_of_month,
    dated.weekday_no,
    3 * dated.month_no
        + case when dated.day_of_month <= 10 then 0 when dated.day_of_month <= 20 then 1 else 2 end as block_no,
    coalesce(holidays.weight_permille, 1000) as holiday_permille,
    86400 * datediff('day', '1970-01-01'::date, dated.calendar_date) as midnight_second
from dated
left join generator.holiday as holidays on holidays.calendar_date = dated.calendar_date;
