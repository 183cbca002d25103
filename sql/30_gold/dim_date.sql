-- dim_date: the calendar of the data and of the weeks after it.
-- grain   one row per day; key date_key (yyyymmdd)
-- reads   silver.as_of
-- rule    580 days from the first day of the data; more when the data is longer, always 33 days past its end; at
--         most 10,000 days
-- rule    a federal holiday is its own day, also on a weekend; days off in lieu are ordinary days
create or replace table gold.dim_date as
with digits as (
    select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as listed (n)
),

numbers as (
    select ones.n + 10 * tens.n + 100 * hundreds.n + 1000 * thousands.n as n
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
),

days as (
    select dateadd('day', numbers.n, as_of.first_date)::date as date
    from silver.as_of as as_of
    cross join numbers
    where numbers.n < greatest(580, datediff('day', as_of.first_date, as_of.as_of_date) + 33)
),

parts as (
    select
        date,
        year(date) as year,
        quarter(date) as quarter,
        month(date) as month,
        day(date) as day_of_month,
        weekiso(date) as week,
        dayofweekiso(date) as day_of_week
    from days
),

month_names as (
    select month, month_name, season
    from (values
        (1, 'January', 'winter'), (2, 'February', 'winter'), (3, 'March', 'spring'), (4, 'April', 'spring'),
        (5, 'May', 'spring'), (6, 'June', 'summer'), (7, 'July', 'summer'), (8, 'August', 'summer'),
        (9, 'September', 'autumn'), (10, 'October', 'autumn'), (11, 'November', 'autumn'), (12, 'December', 'winter')
    ) as listed (month, month_name, season)
),

day_names as (
    select day_of_week, day_name
    from (values
        (1, 'Monday'), (2, 'Tuesday'), (3, 'Wednesday'), (4, 'Thursday'), (5, 'Friday'), (6, 'Saturday'), (7, 'Sunday')
    ) as listed (day_of_week, day_name)
),

-- 5 U.S.C. 6103: six fixed by weekday, five by day of the month
holidays as (
    select
        date,
        case
            when month = 1 and day_of_month = 1 then 'New Year''s Day'
            when month = 1 and day_of_week = 1 and day_of_month between 15 and 21 then 'Martin Luther King Jr. Day'
            when month = 2 and day_of_week = 1 and day_of_month between 15 and 21 then 'Washington''s Birthday'
            when month = 5 and day_of_week = 1 and day_of_month between 25 and 31 then 'Memorial Day'
            when month = 6 and day_of_month = 19 then 'Juneteenth'
            when month = 7 and day_of_month = 4 then 'Independence Day'
            when month = 9 and day_of_week = 1 and day_of_month between 1 and 7 then 'Labor Day'
            when month = 10 and day_of_week = 1 and day_of_month between 8 and 14 then 'Columbus Day'
            when month = 11 and day_of_month = 11 then 'Veterans Day'
            when month = 11 and day_of_week = 4 and day_of_month between 22 and 28 then 'Thanksgiving Day'
            when month = 12 and day_of_month = 25 then 'Christmas Day'
        end as holiday_name
    from parts
)

select
    10000 * parts.year + 100 * parts.month + parts.day_of_month as date_key,
    parts.date,
    parts.year,
    parts.quarter,
    parts.month,
    month_names.month_name,
    parts.week,
    parts.day_of_month,
    parts.day_of_week,
    day_names.day_name,
    parts.day_of_week >= 6 as is_weekend,
    holidays.holiday_name is not null as is_holiday,
    holidays.holiday_name,
    month_names.season
from parts
join month_names on parts.month = month_names.month
join day_names on parts.day_of_week = day_names.day_of_week
join holidays on parts.date = holidays.date;
