-- statistics_mix: what the money goes to, and what the purchases are. One row, one column per statistic.
-- reads   generator.landed_day
-- counts  approved purchases
with categories as (
    select
        merchant_category,
        sum(transaction_count) as purchase_count,
        sum(amount)::double as spend_amount
    from generator.landed_day
    where status = 'approved'
    group by merchant_category
),

ranked as (
    select
        merchant_category,
        row_number() over (order by purchase_count desc, merchant_category) as place,
        purchase_count::double / sum(purchase_count) over () as count_share,
        spend_amount / sum(spend_amount) over () as spend_share
    from categories
)

select
    sum(iff(merchant_category in ('airlines', 'hotels', 'car_rental'), spend_share, 0)) as travel_share,
    sum(iff(merchant_category = 'general_merchandise', spend_share, 0)) as general_merchandise_share,
    sum(iff(merchant_category = 'restaurants', spend_share, 0)) as restaurants_share,
    sum(iff(merchant_category = 'groceries', spend_share, 0)) as groceries_share,
    sum(iff(merchant_category = 'clothing', spend_share, 0)) as clothing_share,
    sum(iff(merchant_category = 'home_improvement', spend_share, 0)) as home_improvement_share,
    sum(iff(merchant_category = 'health', spend_share, 0)) as health_share,
    sum(iff(merchant_category = 'subscriptions', spend_share, 0)) as subscriptions_share,
    sum(iff(merchant_category = 'entertainment', spend_share, 0)) as entertainment_share,
    sum(iff(merchant_category in ('gas', 'transit'), spend_share, 0)) as gas_and_transit_share,
    sum(iff(merchant_category = 'utilities', spend_share, 0)) as utilities_share,
    sum(iff(merchant_category in ('airlines', 'hotels', 'car_rental'), count_share, 0)) as travel_count_share,
    count_if(place <= 3 and merchant_category in ('restaurants', 'groceries', 'gas')) as everyday_in_top_three
from ranked;
