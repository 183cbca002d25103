-- customer_activity: what each customer bought in each span of days; windows, history and metrics are sums over it.
-- grain   one row per customer_id and span_start in which the customer has an approved purchase
-- reads   gold.fct_transactions, gold.dim_date, gold.dim_merchant_category, gold.activity_span
-- rule    spend is approved purchases: refunds, pending, declined and disputed transactions count nowhere here
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
    count(*) as transaction_count,
    sum(fact.amount)::decimal(18, 2) as spend_amount,
    sum(iff(category.is_travel, fact.amount, 0))::decimal(18, 2) as travel_amount,
    sum(iff(category.is_necessity, fact.amount, 0))::decimal(18, 2) as necessities_amount,
    min(fact.transaction_date) as first_transaction_date,
    max(fact.transaction_date) as last_transaction_date
from gold.fct_transactions as fact
join days on fact.transaction_date = days.date
join gold.dim_merchant_category as category on fact.merchant_category_key = category.merchant_category_key
where fact.status = 'approved' and fact.customer_key <> -1
group by fact.customer_id, days.span_start;
