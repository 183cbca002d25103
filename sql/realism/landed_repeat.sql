-- landed_repeat: how often each account pays the same amount to the same merchant by standing order.
-- grain   one row per customer_id, merchant_name and amount; approved recurring charges only
-- reads   generator.landed_transactions
create or replace table generator.landed_repeat as
select customer_id, merchant_name, amount, count(*) as charge_count
from generator.landed_transactions
where is_recurring and status = 'approved'
group by customer_id, merchant_name, amount;
