-- activity_span: the period cut into spans, so that every window of the marts is a whole number of them.
-- grain   one row per span of days; key span_start
-- reads   silver.as_of, gold.segment_date
-- spans   span_start inclusive, span_end exclusive; together they tile [first_date, as_of_date)
-- rule    cuts lie where a segment window begins or ends, and 30 and 60 days before as_of_date
create or replace table gold.activity_span as
with cuts as (
    select snapshot_date as cut_date from gold.segment_date
    union
    select recent_from from gold.segment_date
    union
    select prior_from from gold.segment_date
    union
    select dateadd('day', -30, as_of_date)::date from silver.as_of
    union
    select dateadd('day', -60, as_of_date)::date from silver.as_of
    union
    select first_date from silver.as_of
)

select
    cuts.cut_date as span_start,
    coalesce(lead(cuts.cut_date) over (order by cuts.cut_date), as_of.as_of_date) as span_end
from cuts
cross join silver.as_of as as_of
where cuts.cut_date >= as_of.first_date and cuts.cut_date < as_of.as_of_date;
