-- slice_bill: the fixed monthly charges of the slice.
-- grain   one row per subscription and month; key transaction_no
-- reads   generator.subscription, generator.subscription_offer, generator.calendar, generator.slice
create or replace view generator.slice_bill as
select
    subscriptions.account_no,
    generator.draw(subscriptions.account_key, 500 + days.month_no * 16 + subscriptions.slot) as row_key,
    offers.category_code, offers.merchant_name, days.day_no,
    case when days.day_no >= offers.raised_day then offers.raised_cents else offers.price_cents end as cents,
    (subscriptions.account_no::bigint * 64 + days.month_no * 3) * 256 + 224 + subscriptions.slot as transaction_no
from generator.subscription as subscriptions
inner join generator.subscription_offer as offers on offers.offer = subscriptions.offer
cross join generator.slice as slices
inner join generator.calendar as days
    on days.day_of_month = subscriptions.bill_day_of_month
    and days.day_no >= subscriptions.from_day and days.day_no < subscriptions.to_day
where days.day_no >= slices.from_day and days.day_no < slices.to_day;
