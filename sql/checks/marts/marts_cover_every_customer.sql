-- marts_cover_every_customer: segments, metrics and profiles have one row for each current customer, and no other
with mart_rows as (
    select 'gold.customer_segments' as mart, customer_id from gold.customer_segments
    union all
    select 'gold.metric_customer_ltv', customer_id from gold.metric_customer_ltv
    union all
    select 'gold.metric_mom_spend_change', customer_id from gold.metric_mom_spend_change
    union all
    select 'gold.metric_avg_transaction_value', customer_id from gold.metric_avg_transaction_value
    union all
    select 'gold.customer_360_profile', customer_id from gold.customer_360_profile
),

customers as (
    select customer_id from gold.dim_customer where is_current and customer_key <> -1
),

counts as (
    select customer_id, count(*) as row_count, count(distinct mart) as mart_count
    from mart_rows
    group by customer_id
)

select
    coalesce(customers.customer_id, counts.customer_id, '(none)') as subject,
    iff(customers.customer_id is null, 'is no current customer', 'needs one row in each of five marts') as detail,
    counts.row_count, counts.mart_count
from customers
full outer join counts on customers.customer_id = counts.customer_id
where customers.customer_id is null
    or counts.row_count is distinct from 5
    or counts.mart_count is distinct from 5;
