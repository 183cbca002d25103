-- marts_are_filled: every mart has rows, so that no other check passes for want of anything to look at
with tables as (
    select 'gold.segment_date' as subject, exists (select 1 from gold.segment_date) as is_filled
    union all
    select 'gold.activity_span', exists (select 1 from gold.activity_span)
    union all
    select 'gold.customer_activity', exists (select 1 from gold.customer_activity)
    union all
    select 'gold.customer_spend_window', exists (select 1 from gold.customer_spend_window)
    union all
    select 'gold.customer_segment_history', exists (select 1 from gold.customer_segment_history)
    union all
    select 'gold.customer_segments', exists (select 1 from gold.customer_segments)
    union all
    select 'gold.customer_360_profile', exists (select 1 from gold.customer_360_profile)
)

select subject, 'is empty; the marts were not built, or there are no customers' as detail
from tables
where not is_filled;
