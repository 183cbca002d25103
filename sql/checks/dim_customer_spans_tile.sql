-- dim_customer_spans_tile: a customer's versions follow each other without gap or overlap, from the account's first day
with versions as (
    select
        customer_id, customer_key, valid_from, valid_to, version_number, account_open_date,
        row_number() over (partition by customer_id order by valid_from, version_number) as position,
        lead(valid_from) over (partition by customer_id order by valid_from, version_number) as next_from
    from gold.dim_customer
)

select customer_id as subject, 'gap, overlap, empty span or wrong first day' as detail, valid_from, valid_to, next_from
from versions
where valid_from is null
    or valid_from >= valid_to
    or valid_to is distinct from next_from
    or version_number <> position
    or (position = 1 and customer_key <> -1 and valid_from is distinct from account_open_date);
