-- segments_are_listed: the five names are there, in an order of precedence, and nobody is in any other segment
with names as (
    select customer_segment
    from (values
        ('High-Value Travelers'), ('Declining'), ('New & Growing'), ('Budget-Conscious'), ('Stable Mid-Spenders')
    ) as listed (customer_segment)
),

used as (
    select customer_segment from gold.customer_segments
    union
    select customer_segment from gold.customer_segment_history
    union
    select customer_segment from gold.customer_360_profile
),

ranks as (
    select
        customer_segment, precedence,
        row_number() over (order by precedence, customer_segment) as position,
        count(*) over (partition by customer_segment) as name_count
    from gold.segment_precedence
)

select names.customer_segment as subject, 'is missing in gold.segment_precedence' as detail
from names
left join ranks on names.customer_segment = ranks.customer_segment
where ranks.customer_segment is null
union all
select coalesce(ranks.customer_segment, '(none)'), 'has no place of its own in the order of precedence'
from ranks
left join names on ranks.customer_segment = names.customer_segment
where ranks.precedence is distinct from ranks.position or ranks.name_count > 1 or names.customer_segment is null
union all
select coalesce(used.customer_segment, '(none)'), 'is used and not one of the five'
from used
left join names on used.customer_segment = names.customer_segment
where names.customer_segment is null;
