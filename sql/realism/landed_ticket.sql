-- landed_ticket: how often each amount was paid, to the cent: medians and shapes come from here without a second look
--         at the purchases.
-- grain   one row per merchant_category, is_recurring and amount; approved purchases only
-- reads   generator.landed_transactions
create or replace table generator.landed_ticket as
select merchant_category, is_recurring, amount, count(*) as ticket_count
from generator.landed_transactions
where status = 'approved'
group by merchant_category, is_recurring, amount;
