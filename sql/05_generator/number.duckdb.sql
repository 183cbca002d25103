-- number: the whole numbers 0..1023, from which the generator makes rows.
-- grain   one row per n; key n
create or replace table generator.number as
select n from range(1024) as numbers (n);
