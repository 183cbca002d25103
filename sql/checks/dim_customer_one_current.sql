-- dim_customer_one_current: every customer has exactly one current version, the one without an end
select customer_id as subject, 'needs one current version' as detail, count_if(is_current) as current_count
from gold.dim_customer
group by customer_id
having count_if(is_current) <> 1 or count_if(is_current is distinct from (valid_to is null)) > 0;
