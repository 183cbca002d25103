-- segment_date: the days on which customers are put into segments, and the two windows that decide on each.
-- grain   one row per snapshot_date: the first of each month, and as_of_date itself whatever day that is
-- reads   silver.as_of, gold.dim_date
-- spans   the recent window is [recent_from, snapshot_date), the prior one [prior_from, recent_from): 90 days each
-- rule    the first of a month counts once 90 days of data lie before it; as_of_date always counts
-- rule    has_full_windows is false while the prior window begins before the data does: then nobody's trend is known
--         but that of accounts opened since
create or replace table gold.segment_date as
with days as (
    select calendar.date as snapshot_date
    from gold.dim_date as calendar
    cross join silver.as_of as as_of
    where calendar.day_of_month = 1
        and calendar.date >= dateadd('day', 90, as_of.first_date)::date
        and calendar.date < as_of.as_of_date
    union
    select as_of_date from silver.as_of where as_of_date is not null
)

select
    days.snapshot_date,
    dateadd('day', -90, days.snapshot_date)::date as recent_from,
    dateadd('day', -180, days.snapshot_date)::date as prior_from,
    dateadd('day', -180, days.snapshot_date)::date >= as_of.first_date as has_full_windows,
    days.snapshot_date = as_of.as_of_date as is_current
from days
cross join silver.as_of as as_of;
