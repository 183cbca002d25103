-- slice_transaction: the transactions feed of the slice, in the columns of the file contract and the order of its file.
-- grain   one row per transaction; key transaction_id
-- reads   generator.slice_outcome
create or replace view generator.slice_transaction as
select
    -- a hundred billion in front keeps the zeros; its digit gives way to the letter
    'T' || substr((100000000000 + transaction_no * 61803399 % 99999999977)::varchar, 2) as transaction_id,
    customer_id,
    to_timestamp_ntz(transaction_second) as transaction_at,
    posted_date,
    (cents::decimal(10, 0) * 0.01)::decimal(12, 2) as amount,
    'USD' as currency_code,
    merchant_name,
    merchant_category,
    case when is_online then 'online' else 'in_person' end as channel,
    is_wallet,
    is_recurring,
    case when is_refund then 'refunded'
         when is_declined then 'declined'
         when is_pending then 'pending'
         when is_disputed then 'disputed'
         else 'approved' end as status,
    file_order
from generator.slice_outcome;
