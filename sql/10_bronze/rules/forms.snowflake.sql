-- forms: what a day, an instant, an amount and a formula look like in text, on Snowflake.
create or replace function bronze.is_filled(x varchar) returns boolean as $$ x is not null and trim(x) <> '' $$;
create or replace function bronze.is_day(x varchar) returns boolean as $$
    regexp_like(trim(x), '[0-9]{4}-[0-9]{2}-[0-9]{2}') and try_to_date(trim(x), 'YYYY-MM-DD') is not null
$$;
create or replace function bronze.is_instant(x varchar) returns boolean as $$
    regexp_like(trim(x), '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z?')
    and try_to_timestamp_ntz(replace(replace(trim(x), 'T', ' '), 'Z', '')) is not null
$$;
create or replace function bronze.instant(x varchar) returns timestamp_ntz as $$
    try_to_timestamp_ntz(replace(replace(trim(x), 'T', ' '), 'Z', ''))
$$;
create or replace function bronze.is_amount(x varchar) returns boolean as $$
    regexp_like(trim(x), '[+-]?[0-9]{1,10}([.][0-9]{1,2})?')
$$;
create or replace function bronze.amount(x varchar) returns number(12, 2) as $$
    try_to_decimal(replace(trim(x), ',', ''), 12, 2)
$$;
create or replace function bronze.is_formula(x varchar) returns boolean as $$
    substr(x, 1, 1) in ('=', '@', chr(9), chr(13))
    or (substr(x, 1, 1) in ('+', '-') and not regexp_like(x, '[+-][0-9 ().,x-]*'))
$$;
