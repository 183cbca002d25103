-- forms: what a day, an instant, an amount and a formula look like in text, on DuckDB.
create or replace macro bronze.is_filled(x) as (x is not null and trim(x) <> '');
create or replace macro bronze.is_day(x) as (
    regexp_full_match(trim(x), '[0-9]{4}-[0-9]{2}-[0-9]{2}') and try_cast(trim(x) as date) is not null
);
create or replace macro bronze.is_instant(x) as (
    regexp_full_match(trim(x), '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z?')
    and try_cast(replace(replace(trim(x), 'T', ' '), 'Z', '') as timestamp) is not null
);
create or replace macro bronze.instant(x) as try_cast(replace(replace(trim(x), 'T', ' '), 'Z', '') as timestamp);
create or replace macro bronze.is_amount(x) as regexp_full_match(trim(x), '[+-]?[0-9]{1,10}([.][0-9]{1,2})?');
create or replace macro bronze.amount(x) as try_cast(replace(trim(x), ',', '') as decimal(12, 2));
create or replace macro bronze.is_formula(x) as (
    substr(x, 1, 1) in ('=', '@', chr(9), chr(13))
    or (substr(x, 1, 1) in ('+', '-') and not regexp_full_match(x, '[+-][0-9 ().,x-]*'))
);
