-- dim_merchant_category_keys: key and code are unique, and every code has a group
select
    merchant_category as subject,
    'key or code is not unique, or the group is missing' as detail,
    merchant_category_key
from gold.dim_merchant_category
qualify count(*) over (partition by merchant_category_key) > 1
    or count(*) over (partition by merchant_category) > 1
    or category_group is null
    or (is_discretionary and is_necessity);
