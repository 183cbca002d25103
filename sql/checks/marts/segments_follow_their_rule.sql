-- segments_follow_their_rule: every customer is in the segment that the rule gives them, today and in each month
with decisions as (
    select decision.customer_id, decision.snapshot_date, precedence.customer_segment
    from gold.segment_decision as decision
    join gold.segment_precedence as precedence on decision.precedence = precedence.precedence
    where decision.scenario = 'as promised'
)

select
    coalesce(decisions.customer_id, history.customer_id) as subject,
    'history and rule differ' as detail,
    coalesce(decisions.snapshot_date, history.snapshot_date) as snapshot_date,
    decisions.customer_segment as by_rule, history.customer_segment as in_table
from decisions
full outer join gold.customer_segment_history as history
    on decisions.customer_id = history.customer_id and decisions.snapshot_date = history.snapshot_date
where decisions.customer_segment is distinct from history.customer_segment
union all
select segment.customer_id, 'segment of today and rule differ', segment.as_of_date,
    decisions.customer_segment, segment.customer_segment
from gold.customer_segments as segment
left join decisions on segment.customer_id = decisions.customer_id and segment.as_of_date = decisions.snapshot_date
where segment.customer_segment is distinct from decisions.customer_segment;
