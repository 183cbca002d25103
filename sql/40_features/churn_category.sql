-- churn_category: what each customer buys, and whether the range narrows.
-- grain   one row per customer_id and snapshot_date
-- reads   gold.churn_window, gold.dim_merchant_category
-- rule    everyday (groceries, gas, transit) leaves first when another card moves to the top of the wallet
create or replace view gold.churn_category as
with seen_bits as (
    select category_bits_90 as category_bits from gold.churn_window
    union
    select category_bits_180 from gold.churn_window
),

breadths as (
    select
        seen.category_bits,
        sum(sign(bitand(seen.category_bits, power(2, category.merchant_category_key)::integer)))::integer
            as category_count
    from seen_bits as seen
    cross join gold.dim_merchant_category as category
    group by seen.category_bits
)

select
    purchases.customer_id, purchases.snapshot_date,
    breadth_180.category_count as categories_180_days,
    breadth_90.category_count::double / breadth_180.category_count as category_breadth_change,
    purchases.necessity_amount_180::double / nullifzero(purchases.spend_amount_180)::double as necessity_share,
    purchases.necessity_amount_90::double / nullifzero(purchases.spend_amount_90)::double
        - purchases.necessity_amount_180::double / nullifzero(purchases.spend_amount_180)::double
        as necessity_share_change,
    purchases.everyday_count_180::double / purchases.purchase_count_180 as everyday_share,
    purchases.everyday_count_90::double / nullifzero(purchases.purchase_count_90)
        - purchases.everyday_count_180::double / purchases.purchase_count_180 as everyday_share_change,
    (purchases.everyday_count_30::double / 30) / (nullifzero(purchases.everyday_count_180)::double / 180)
        as everyday_30_over_180_days,
    (purchases.everyday_count_90::double / 90) / (nullifzero(purchases.everyday_count_180)::double / 180)
        as everyday_90_over_180_days,
    (purchases.grocery_amount_30::double / 30) / (nullifzero(purchases.grocery_amount_180)::double / 180)
        as grocery_spend_30_over_180_days
from gold.churn_window as purchases
join breadths as breadth_90 on purchases.category_bits_90 = breadth_90.category_bits
join breadths as breadth_180 on purchases.category_bits_180 = breadth_180.category_bits;
