-- dim_customer_versions_differ: a version differs from the one before it in card or limit
select
    customer_id as subject,
    'a version repeats the one before it' as detail,
    version_number, card_type, credit_limit
from gold.dim_customer
qualify version_number > 1
    and card_type is not distinct from lag(card_type) over (partition by customer_id order by valid_from)
    and credit_limit is not distinct from lag(credit_limit) over (partition by customer_id order by valid_from);
