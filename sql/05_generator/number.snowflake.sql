-- number: the whole numbers 0..1023, from which the generator makes rows.
-- grain   one row per n; key n
create or replace table generator.number as
select row_number() over (order by seq8()) - 1 as n from table(generator(rowcount => 1024));
