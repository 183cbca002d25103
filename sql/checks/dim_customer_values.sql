-- dim_customer_values: every version has a card of the list and a positive limit
select customer_id as subject, 'card or limit is not accepted' as detail, version_number, card_type, credit_limit
from gold.dim_customer
where customer_key <> -1
    and (card_type is null or card_type not in ('Standard', 'Rewards', 'Premium')
        or credit_limit is null or credit_limit <= 0);
