-- customer_identity: what of a record can be compared with a record of the other book.
-- grain   one row per record of a book; key customer_id
-- reads   silver.customer_record
-- rule    names are small letters without accents, the first name without what follows it, the last name without Jr
--         and the like; home_key is house number, first four letters of the street and postal code, because the rest
--         of a street is written in too many ways
create or replace table silver.customer_identity as
with plain_records as (
    select
        customer_id, source_system, date_of_birth, email, phone, state, postal_code,
        translate(
            lower(first_name),
            'áàâäãåéèêëíìîïóòôöõøúùûüñçýÿ''.', 'aaaaaaeeeeiiiioooooouuuuncyy'
        ) as first_name,
        translate(
            lower(last_name),
            'áàâäãåéèêëíìîïóòôöõøúùûüñçýÿ''.', 'aaaaaaeeeeiiiioooooouuuuncyy'
        ) as last_name,
        lower(street_address) as street
    from silver.customer_record
),

split_records as (
    select
        customer_id, source_system, date_of_birth, email, phone, state, postal_code, street,
        split_part(first_name, ' ', 1) as first_name,
        regexp_replace(last_name, '[ ,]+(jr|sr|ii|iii|iv)$', '') as last_name
    from plain_records
)

select
    customer_id, source_system, first_name, last_name,
    split_part(last_name, '-', 1) as last_name_front,
    nullif(split_part(last_name, '-', 2), '') as last_name_back,
    date_of_birth,
    year(date_of_birth) as birth_year,
    -- the same for 3 April and 4 March
    100 * iff(month(date_of_birth) < day(date_of_birth), month(date_of_birth), day(date_of_birth))
        + iff(month(date_of_birth) < day(date_of_birth), day(date_of_birth), month(date_of_birth)) as birth_day_key,
    email, phone, state, postal_code,
    split_part(street, ' ', 1) || ' ' || left(split_part(street, ' ', 2), 4) || ' ' || postal_code as home_key
from split_records;
