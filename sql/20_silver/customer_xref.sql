-- customer_xref: which customer a record of either book belongs to.
-- grain   one row per record of a book; key source_customer_id
-- reads   silver.customer_record, silver.customer_match
-- rule    matched records share one customer_id, the legacy one; every other record is a customer of its own
create or replace table silver.customer_xref as
select
    record.customer_id as source_customer_id,
    coalesce(match.legacy_customer_id, record.customer_id) as customer_id,
    record.source_system,
    -- the account whose card and limit the customer is known by
    match.legacy_customer_id is null as is_primary_account
from silver.customer_record as record
left join silver.customer_match as match on record.customer_id = match.acquired_customer_id;
