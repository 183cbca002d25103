-- doubtful_transactions: a quick look over a file before it is judged record by record.
-- grain   one row
-- reads   bronze.staged_transactions
-- rule    a record that breaks a rule by itself is always counted in at least one doubt; some that keep them all may
--         be too. As many hashes as rows prove as many keys; fewer may be chance. No doubt at all proves the file.
create or replace view bronze.doubtful_transactions as
with glances as (
    select
        count(*) as row_count,
        count(distinct hash(transaction_id)) as key_count,
        sum(amount) as amount_sum,
        min(transaction_at) as first_at,
        max(transaction_at) as last_at,
        max(_latest_date) as latest_date,
        count(_form_rule)
        + count_if(not coalesce(transaction_id between '0' and '9~' or transaction_id >= 'A', false))
        + count_if(not coalesce(customer_id between '0' and '9~' or customer_id >= 'A', false))
        + count_if(not coalesce(merchant_name between '0' and '9~' or merchant_name >= 'A', false))
        + count_if(transaction_at is null or amount is null or is_wallet is null or is_recurring is null)
        + count_if(coalesce(posted_date < transaction_at::date, false))
        + count_if(coalesce(iff(status = 'refunded', amount > 0, amount < 0), false))
        + count_if(not coalesce(currency_code = 'USD', false))
        + count_if(not coalesce(regexp_like(
            merchant_category,
            'airlines|hotels|car_rental|restaurants|groceries|gas|transit|general_merchandise|electronics|clothing|'
            || 'home_improvement|health|subscriptions|entertainment|utilities|education'
        ), false))
        + count_if(not coalesce(regexp_like(channel, 'in_person|online'), false))
        + count_if(not coalesce(regexp_like(status, 'approved|pending|declined|refunded|disputed'), false))
            as doubt_count
    from bronze.staged_transactions
)

select
    row_count,
    amount_sum,
    first_at,
    last_at,
    -- without any row some of the counts are null
    coalesce(doubt_count, 0) + (row_count - key_count) + iff(last_at::date > latest_date, 1, 0) as doubt_count
from glances;
