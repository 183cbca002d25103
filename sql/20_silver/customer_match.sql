-- customer_match: records of the two books that are one person.
-- grain   one row per matched pair; key legacy_customer_id, and acquired_customer_id as well
-- reads   silver.customer_record
-- rule    until names are compared, only the same name, birth date and e-mail make a match
create or replace table silver.customer_match as
select legacy.customer_id as legacy_customer_id, acquired.customer_id as acquired_customer_id
from silver.customer_record as legacy
join silver.customer_record as acquired
    on legacy.email = acquired.email
    and legacy.date_of_birth = acquired.date_of_birth
    and legacy.first_name = acquired.first_name
where legacy.source_system = 'legacy' and acquired.source_system = 'acquired'
qualify row_number() over (partition by legacy.customer_id order by acquired.customer_id) = 1
    and row_number() over (partition by acquired.customer_id order by legacy.customer_id) = 1;
