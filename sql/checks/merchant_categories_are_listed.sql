-- merchant_categories_are_listed: every merchant category of the feed is on the list, so that none counts as other
select
    coalesce(feed.merchant_category, '(none)') as subject,
    'counts as other; the list of categories lacks it' as detail,
    feed.transaction_count
from (
    select merchant_category, count(*) as transaction_count
    from bronze.transactions
    group by merchant_category
) as feed
left join gold.dim_merchant_category as category on feed.merchant_category = category.merchant_category
where category.merchant_category is null or category.merchant_category_key = 0;
