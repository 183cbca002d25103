-- customer_activity: what each customer did in each span of days; all other marts are sums over it.
-- grain   one row per customer_id and span_start in which the customer has an approved purchase or a refund
-- reads   gold.fct_transactions, gold.dim_date, gold.dim_merchant_category, gold.activity_span
-- rule    spend is approved purchases; refunds are kept apart, below zero; pending, declined and disputed count nowhere
-- rule    squared_amount is exact, so that a deviation does not depend on the order in which rows were added
-- rule    facts of accounts that no book knows belong to nobody and stay out
create or replace table gold.customer_activity as
with days as (
    select calendar.date, span.span_start
    from gold.dim_date as calendar
    join gold.activity_span as span on calendar.date >= span.span_start and calendar.date < span.span_end
)

select
    fact.customer_id,
    days.span_start,
    count_if(fact.status = 'approved') as transaction_count,
    sum(iff(fact.status = 'approved', fact.amount, 0))::decimal(18, 2) as spend_amount,
    sum(iff(fact.status = 'approved' and category.is_travel, fact.amount, 0))::decimal(18, 2) as travel_amount,
    sum(iff(fact.status = 'approved' and category.is_necessity, fact.amount, 0))::decimal(18, 2) as necessities_amount,
    sum(iff(fact.status = 'refunded', fact.amount, 0))::decimal(18, 2) as refund_amount,
    sum(iff(fact.status = 'approved', fact.amount * fact.amount, 0))::decimal(30, 4) as squared_amount,
    min(iff(fact.status = 'approved', fact.transaction_date, null)) as first_transaction_date,
    max(iff(fact.status = 'approved', fact.transaction_date, null)) as last_transaction_date
from gold.fct_transactions as fact
join days on fact.transaction_date = days.date
join gold.dim_merchant_category as category on fact.merchant_category_key = category.merchant_category_key
where fact.status in ('approved', 'refunded') and fact.customer_key <> -1
group by fact.customer_id, days.span_start;
