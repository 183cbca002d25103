-- segment_history_is_unbroken: from a customer's first snapshot to today no month is missing or doubled, and runs join
with dates as (
    select snapshot_date, row_number() over (order by snapshot_date) as position, max(snapshot_date) over () as last_date
    from gold.segment_date
),

steps as (
    select
        history.customer_id, history.snapshot_date, history.customer_segment, history.previous_segment,
        history.valid_from, dates.position, dates.last_date,
        lag(dates.position) over (partition by history.customer_id order by history.snapshot_date) as previous_position,
        lag(history.customer_segment) over (partition by history.customer_id order by history.snapshot_date)
            as segment_before,
        lag(history.valid_from) over (partition by history.customer_id order by history.snapshot_date) as valid_before,
        lead(history.snapshot_date) over (partition by history.customer_id order by history.snapshot_date) as next_date
    from gold.customer_segment_history as history
    left join dates on history.snapshot_date = dates.snapshot_date
)

select customer_id as subject, 'a month is missing, doubled, or not joined to the one before' as detail, snapshot_date
from steps
where position is null
    or position <> previous_position + 1
    or (next_date is null and snapshot_date <> last_date)
    or previous_segment is distinct from segment_before
    or valid_from is distinct from iff(customer_segment = segment_before, valid_before, snapshot_date)
union all
select segment.customer_id, 'segment_assigned_date is not the start of the present run', segment.segment_assigned_date
from gold.customer_segments as segment
left join steps on segment.customer_id = steps.customer_id and segment.as_of_date = steps.snapshot_date
where segment.segment_assigned_date is distinct from steps.valid_from;
