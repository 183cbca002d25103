-- statistics_week: how the days of the week differ, and where the largest days lie. One row, one column per statistic.
-- reads   generator.landed_day
-- counts  approved spend of a day against the mean of all days
with days as (
    select transaction_date, dayofweekiso(transaction_date) as weekday_no, sum(amount)::double as spend_amount
    from generator.landed_day
    where status = 'approved'
    group by transaction_date
),

factors as (
    select
        transaction_date, weekday_no,
        spend_amount / avg(spend_amount) over () as factor,
        row_number() over (order by spend_amount desc, transaction_date) as place
    from days
)

select
    avg(iff(weekday_no = 5, factor, null)) as friday_factor,
    avg(iff(weekday_no = 6, factor, null)) as saturday_factor,
    avg(iff(weekday_no = 7, factor, null)) as sunday_factor,
    avg(iff(weekday_no <= 3, factor, null)) as midweek_factor,
    count_if(place <= 10 and month(transaction_date) in (11, 12)) as holiday_days_in_top_ten
from factors;
