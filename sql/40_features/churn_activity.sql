-- churn_activity: what each customer bought between two neighbouring edges of feature windows.
-- grain   one row per customer_id and span_from with a purchase
-- reads   gold.churn_day, gold.fct_transactions, gold.dim_merchant_category
-- rule    one pass over the facts for all cut-offs; which spans lie before a cut-off is decided in gold.churn_window
-- rule    a purchase is approved, or still pending: at as_of_date the newest are pending that an older cut-off knows as
--         approved, and leaving them out would make everybody look more silent today than in training
-- rule    everyday is groceries, gas and transit: where the card that lies on top is used
-- rule    category_bits has one bit per category bought; squares are of whole cents, so that sums are exact
create or replace table gold.churn_activity as
with categories as (
    select
        merchant_category_key, power(2, merchant_category_key)::integer as category_bit, is_necessity,
        merchant_category = 'groceries' as is_grocery,
        merchant_category in ('groceries', 'gas', 'transit') as is_everyday
    from gold.dim_merchant_category
)

select
    fact.customer_id, day.span_from,
    count(*)::integer as purchase_count,
    sum(fact.amount)::decimal(14, 2) as spend_amount,
    sum((100 * fact.amount)::bigint * (100 * fact.amount)::bigint)::bigint as squared_cents,
    max(fact.amount) as largest_amount,
    max(fact.transaction_date) as last_purchase_date,
    count_if(category.is_everyday)::integer as everyday_count,
    sum(iff(category.is_grocery, fact.amount, 0))::decimal(14, 2) as grocery_amount,
    sum(iff(category.is_necessity, fact.amount, 0))::decimal(14, 2) as necessity_amount,
    count_if(fact.channel = 'online')::integer as online_count,
    count_if(fact.is_wallet)::integer as wallet_count,
    bitor_agg(category.category_bit) as category_bits
from gold.fct_transactions as fact
join gold.churn_day as day on fact.transaction_date = day.date
join categories as category on fact.merchant_category_key = category.merchant_category_key
where fact.status in ('approved', 'pending') and fact.customer_id is not null
group by fact.customer_id, day.span_from;
