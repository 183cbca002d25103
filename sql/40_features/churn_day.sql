-- churn_day: the calendar cut where any feature window begins or ends, so that one sum serves many cut-offs.
-- grain   one row per day from the first of the first feature window to the day before the last cut-off; key date
-- reads   gold.churn_snapshot, gold.dim_date
-- spans   a span holds the days from span_from to the next span_from; no window begins or ends inside it
create or replace table gold.churn_day as
with ages as (
    select age
    from (values (0), (7), (14), (30), (60), (90), (180)) as listed (age)
),

edges as (
    select distinct dateadd('day', -age.age, snapshot.snapshot_date)::date as edge
    from gold.churn_snapshot as snapshot
    cross join ages as age
)

select calendar.date, max(edge.edge) as span_from
from gold.dim_date as calendar
join edges as edge on edge.edge <= calendar.date
where calendar.date < (select max(snapshot_date) from gold.churn_snapshot)
group by calendar.date;
