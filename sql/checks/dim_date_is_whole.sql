-- dim_date_is_whole: the calendar has every day once, from the first fact past the last, at least 580 days
with days as (
    select
        date_key, date, lead(date) over (order by date) as next_date,
        count(*) over (partition by date_key) as key_count
    from gold.dim_date
),

spans as (
    select count(*) as day_count, min(date) as first_date, max(date) as last_date
    from gold.dim_date
)

select date_key::varchar as subject, 'a day is missing or there twice after this one' as detail
from days
where key_count > 1 or (next_date is not null and next_date <> dateadd('day', 1, date)::date)
union all
select 'gold.dim_date', 'the calendar does not span the data and 580 days'
from spans
cross join silver.as_of as as_of
where spans.day_count < 580 or spans.first_date is distinct from as_of.first_date or spans.last_date < as_of.as_of_date;
