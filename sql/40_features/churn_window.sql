-- churn_window: what each customer had bought by each cut-off, over the last 7, 14, 30, 60, 90 and 180 days.
-- grain   one row per customer_id and snapshot_date with a purchase in the feature window
-- reads   gold.churn_snapshot, gold.churn_day, gold.churn_activity
-- spans   _30 is [snapshot_date - 30 days, snapshot_date); nothing on or after snapshot_date is in any column
-- rule    every feature family that looks at purchases is made of these sums; 180 is the feature_days of the definition
create or replace table gold.churn_window as
with ages as (
    select age_from, age_to
    from (values (0, 7), (7, 14), (14, 30), (30, 60), (60, 90), (90, 180)) as listed (age_from, age_to)
),

span_starts as (
    select distinct span_from from gold.churn_day
),

spans as (
    select snapshot.snapshot_date, age.age_to, opening.span_from
    from gold.churn_snapshot as snapshot
    cross join ages as age
    join span_starts as opening
        on opening.span_from >= dateadd('day', -age.age_to, snapshot.snapshot_date)::date
        and opening.span_from < dateadd('day', -age.age_from, snapshot.snapshot_date)::date
)

select
    activity.customer_id, span.snapshot_date,
    sum(iff(span.age_to <= 7, activity.purchase_count, 0))::integer as purchase_count_7,
    sum(iff(span.age_to <= 14, activity.purchase_count, 0))::integer as purchase_count_14,
    sum(iff(span.age_to <= 30, activity.purchase_count, 0))::integer as purchase_count_30,
    sum(iff(span.age_to <= 60, activity.purchase_count, 0))::integer as purchase_count_60,
    sum(iff(span.age_to <= 90, activity.purchase_count, 0))::integer as purchase_count_90,
    sum(activity.purchase_count)::integer as purchase_count_180,
    sum(iff(span.age_to <= 14, activity.spend_amount, 0))::decimal(14, 2) as spend_amount_14,
    sum(iff(span.age_to <= 30, activity.spend_amount, 0))::decimal(14, 2) as spend_amount_30,
    sum(iff(span.age_to <= 60, activity.spend_amount, 0))::decimal(14, 2) as spend_amount_60,
    sum(iff(span.age_to <= 90, activity.spend_amount, 0))::decimal(14, 2) as spend_amount_90,
    sum(activity.spend_amount)::decimal(14, 2) as spend_amount_180,
    sum(activity.squared_cents)::bigint as squared_cents_180,
    max(activity.largest_amount) as largest_amount_180,
    max(activity.last_purchase_date) as last_purchase_date,
    sum(iff(span.age_to <= 30, activity.everyday_count, 0))::integer as everyday_count_30,
    sum(iff(span.age_to <= 90, activity.everyday_count, 0))::integer as everyday_count_90,
    sum(activity.everyday_count)::integer as everyday_count_180,
    sum(iff(span.age_to <= 30, activity.grocery_amount, 0))::decimal(14, 2) as grocery_amount_30,
    sum(iff(span.age_to <= 90, activity.grocery_amount, 0))::decimal(14, 2) as grocery_amount_90,
    sum(activity.grocery_amount)::decimal(14, 2) as grocery_amount_180,
    sum(iff(span.age_to <= 90, activity.necessity_amount, 0))::decimal(14, 2) as necessity_amount_90,
    sum(activity.necessity_amount)::decimal(14, 2) as necessity_amount_180,
    sum(activity.online_count)::integer as online_count_180,
    sum(activity.wallet_count)::integer as wallet_count_180,
    bitor_agg(iff(span.age_to <= 90, activity.category_bits, 0)) as category_bits_90,
    bitor_agg(activity.category_bits) as category_bits_180
from gold.churn_activity as activity
join spans as span on activity.span_from = span.span_from
group by activity.customer_id, span.snapshot_date;
