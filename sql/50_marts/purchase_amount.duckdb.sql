-- purchase_amount: the amount of each purchase, taken out of the arrays of customer_activity again.
-- grain   one row per approved transaction of a known account
-- reads   gold.customer_activity
create or replace view gold.purchase_amount as
select customer_id, unnest(amounts) as amount
from gold.customer_activity
where status = 'approved';
