-- purchase_amount: the amount of each purchase, taken out of the arrays of customer_activity again.
-- grain   one row per approved transaction of a known account
-- reads   gold.customer_activity
-- rule    what comes out of an array is a variant until it is given a type
create or replace view gold.purchase_amount as
select activity.customer_id, item.value::decimal(12, 2) as amount
from gold.customer_activity as activity, lateral flatten(input => activity.amounts) as item
where activity.status = 'approved';
