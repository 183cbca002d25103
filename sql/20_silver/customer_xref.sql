-- customer_xref: which customer a record of either book belongs to.
-- grain   one row per record of a book; key source_customer_id
-- reads   silver.customer_record, silver.customer_match
-- rule    matched records share one customer_id, the legacy one; every other record is a customer of its own
-- rule    the primary account, whose card and limit the customer is known by, is the older of the two; of two opened on
--         one day the legacy one. A later account's card would be told of days on which nobody had it
create or replace table silver.customer_xref as
with pairs as (
    select
        match.legacy_customer_id, match.acquired_customer_id,
        coalesce(acquired.account_open_date < legacy.account_open_date, false) as is_acquired_older
    from silver.customer_match as match
    join silver.customer_record as legacy on match.legacy_customer_id = legacy.customer_id
    join silver.customer_record as acquired on match.acquired_customer_id = acquired.customer_id
)

select
    record.customer_id as source_customer_id,
    coalesce(as_acquired.legacy_customer_id, record.customer_id) as customer_id,
    record.source_system,
    coalesce(as_acquired.is_acquired_older, not as_legacy.is_acquired_older, true) as is_primary_account
from silver.customer_record as record
left join pairs as as_acquired on record.customer_id = as_acquired.acquired_customer_id
left join pairs as as_legacy on record.customer_id = as_legacy.legacy_customer_id;
