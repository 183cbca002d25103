-- churn_season: the customer's change over everybody's change in the same days, so that January is not a decline.
-- grain   one row per customer_id and snapshot_date
-- reads   gold.churn_window
-- rule    everybody is all who bought in the feature window; their sums hold nothing on or after the cut-off either
-- rule    1 means the customer moved with the book
create or replace view gold.churn_season as
with books as (
    select
        snapshot_date,
        sum(spend_amount_30)::double / nullifzero(sum(spend_amount_180))::double as spend_share_30,
        sum(spend_amount_90)::double / nullifzero(sum(spend_amount_180))::double as spend_share_90,
        sum(purchase_count_30)::double / sum(purchase_count_180)::double as purchase_share_30
    from gold.churn_window
    group by snapshot_date
)

select
    purchases.customer_id, purchases.snapshot_date,
    purchases.spend_amount_30::double / nullifzero(purchases.spend_amount_180)::double
        / nullifzero(book.spend_share_30) as seasonal_spend_30_days,
    purchases.spend_amount_90::double / nullifzero(purchases.spend_amount_180)::double
        / nullifzero(book.spend_share_90) as seasonal_spend_90_days,
    purchases.purchase_count_30::double / purchases.purchase_count_180 / nullifzero(book.purchase_share_30)
        as seasonal_purchases_30_days
from gold.churn_window as purchases
join books as book on purchases.snapshot_date = book.snapshot_date;
