-- dim_merchant_category: what kind of merchant, from code to group.
-- grain   one row per merchant_category; key merchant_category_key
-- rule    key 0 takes every code that is not on this list; the check merchant_categories_are_listed counts them
-- rule    discretionary is what people cut first: travel, dining, shopping, leisure
create or replace table gold.dim_merchant_category as
with categories as (
    select merchant_category_key, merchant_category, category_name, category_group
    from (values
        (0, 'other', 'Other', 'other'),
        (1, 'airlines', 'Airlines', 'travel'),
        (2, 'hotels', 'Hotels', 'travel'),
        (3, 'car_rental', 'Car rental', 'travel'),
        (4, 'restaurants', 'Restaurants', 'dining'),
        (5, 'groceries', 'Groceries', 'necessities'),
        (6, 'gas', 'Gas', 'necessities'),
        (7, 'transit', 'Transit', 'necessities'),
        (8, 'general_merchandise', 'General merchandise', 'shopping'),
        (9, 'electronics', 'Electronics', 'shopping'),
        (10, 'clothing', 'Clothing', 'shopping'),
        (11, 'home_improvement', 'Home improvement', 'shopping'),
        (12, 'health', 'Health', 'necessities'),
        (13, 'subscriptions', 'Subscriptions', 'leisure'),
        (14, 'entertainment', 'Entertainment', 'leisure'),
        (15, 'utilities', 'Utilities', 'necessities'),
        (16, 'education', 'Education', 'education')
    ) as listed (merchant_category_key, merchant_category, category_name, category_group)
)

select
    merchant_category_key,
    merchant_category,
    category_name,
    category_group,
    category_group in ('travel', 'dining', 'shopping', 'leisure') as is_discretionary,
    category_group = 'necessities' as is_necessity,
    category_group = 'travel' as is_travel
from categories;
