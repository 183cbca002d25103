-- landed_day: what was bought on each day, by category, channel and status.
-- grain   one row per transaction_date, merchant_category, channel and status
-- reads   generator.landed_transactions
create or replace table generator.landed_day as
select
    transaction_at::date as transaction_date,
    merchant_category, channel, status,
    count(*) as transaction_count,
    count_if(is_wallet)::bigint as wallet_count,
    -- a group in which nothing has posted counts 0; of nulls alone one engine's count_if makes null
    count_if(posted_date is not null and dayofweekiso(posted_date) >= 6)::bigint as weekend_posted_count,
    sum(amount)::decimal(18, 2) as amount
from generator.landed_transactions
group by transaction_at::date, merchant_category, channel, status;
