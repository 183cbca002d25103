-- customer_match_candidate: pairs of records across the two books that are worth a closer look.
-- grain   one row per pair; key legacy_customer_id, acquired_customer_id
-- reads   silver.customer_identity
-- rule    a pair is a candidate when it shares a block: few enough records that all of them can be compared. Each
--         block survives other errors: a swapped birth date, a new surname, a short first name, a move
-- rule    a block that more than 50 records of one book share (a placeholder date, a made-up e-mail) says nothing and
--         is left out, so the work grows with the records and not with their square
create or replace table silver.customer_match_candidate as
with blocks as (
    select
        customer_id, source_system,
        'birth, last name ' || birth_year || ' ' || birth_day_key || ' ' || left(last_name, 3) as block
    from silver.customer_identity
    union all
    select
        customer_id, source_system,
        'birth, first name ' || birth_year || ' ' || birth_day_key || ' ' || left(first_name, 2)
    from silver.customer_identity
    union all
    select
        customer_id, source_system,
        'birth, place ' || birth_year || ' ' || birth_day_key || ' ' || left(postal_code, 3)
    from silver.customer_identity
    union all
    select customer_id, source_system, 'name, birth year ' || first_name || ' ' || last_name || ' ' || birth_year
    from silver.customer_identity
    union all
    select customer_id, source_system, 'name, place ' || first_name || ' ' || last_name || ' ' || postal_code
    from silver.customer_identity
    union all
    select customer_id, source_system, 'e-mail ' || email
    from silver.customer_identity
    union all
    select customer_id, source_system, 'phone, last name ' || phone || ' ' || left(last_name, 2)
    from silver.customer_identity
    union all
    select customer_id, source_system, 'phone, first name ' || phone || ' ' || left(first_name, 2)
    from silver.customer_identity
    union all
    select customer_id, source_system, 'home ' || home_key
    from silver.customer_identity
),

useful_blocks as (
    select customer_id, source_system, block
    from blocks
    where block is not null
    qualify count(*) over (partition by source_system, block) <= 50
)

select
    legacy.customer_id as legacy_customer_id,
    acquired.customer_id as acquired_customer_id,
    count(*) as block_count
from useful_blocks as legacy
join useful_blocks as acquired on legacy.block = acquired.block
where legacy.source_system = 'legacy' and acquired.source_system = 'acquired'
group by legacy.customer_id, acquired.customer_id;
