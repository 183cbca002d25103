-- prelude: the Snowflake functions that the models use and DuckDB lacks, as macros of the same name and meaning.
-- Runs when a database file is made, and again whenever this file has changed.
create schema if not exists generator;
create schema if not exists bronze;
create schema if not exists silver;
create schema if not exists gold;
create schema if not exists observability;

create or replace macro iff(condition, yes, otherwise) as case when condition then yes else otherwise end;
create or replace macro div0(a, b) as case when b = 0 then 0 else a / b end;
create or replace macro zeroifnull(x) as coalesce(x, 0);
create or replace macro nullifzero(x) as nullif(x, 0);
create or replace macro dateadd(part, n, d) as case lower(part)
    when 'day' then d + to_days(n::integer)
    when 'week' then d + to_days(7 * n::integer)
    when 'month' then d + to_months(n::integer)
    when 'year' then d + to_years(n::integer)
    when 'hour' then d + to_hours(n::integer)
    when 'minute' then d + to_minutes(n::integer)
    when 'second' then d + to_seconds(n::integer)
end;
create or replace macro to_date(x) as cast(x as date);
create or replace macro try_to_date(x) as try_cast(x as date);
-- of a whole number: seconds since 1970; with it, days and seconds are added as numbers, at half the cost of intervals
create or replace macro to_timestamp_ntz(seconds) as make_timestamp(1000000 * (seconds)::bigint);
create or replace macro try_to_timestamp_ntz(x) as try_cast(x as timestamp);
-- whole months between equal days or two month ends, else a fraction of a 31-day month with the time of day in it
create or replace macro months_between(later, earlier) as datediff('month', earlier::date, later::date) + case
    when day(later::date) = day(earlier::date) then 0
    when later::date = last_day(later::date) and earlier::date = last_day(earlier::date) then 0
    else (
        day(later::date) - day(earlier::date)
        + (epoch(later::timestamp) - epoch(later::date) - epoch(earlier::timestamp) + epoch(earlier::date)) / 86400.0
    ) / 31.0
end;
create or replace macro editdistance(a, b) as levenshtein(a, b);
-- Snowflake ignores case and cuts off the fraction; letters beyond ASCII weigh more here, as DuckDB compares bytes
create or replace macro jarowinkler_similarity(a, b) as
    floor(100 * jaro_winkler_similarity(lower(a), lower(b)))::integer;
create or replace macro startswith(a, b) as starts_with(a, b);
create or replace macro regexp_like(x, pattern) as regexp_full_match(x, pattern);
create or replace macro dayofweekiso(d) as isodow(d);
create or replace macro sha2(x) as sha256(x);
create or replace macro weekiso(d) as week(d);
create or replace macro md5_number_lower64(x) as ('0x' || right(md5(x), 16))::ubigint;
-- Snowflake replaces every match; DuckDB's own function only the first, unless it is told 'g'
create or replace macro regexp_replace(x, pattern, replacement) as
    system.main.regexp_replace(x, pattern, replacement, 'g');
create or replace macro initcap(x, delimiters) as array_to_string(list_transform(
    range(1, length(x) + 1),
    lambda i: case when i = 1 or contains(delimiters, substr(x, i - 1, 1)) then upper(substr(x, i, 1)) else lower(substr(x, i, 1)) end
), '');
create or replace macro bitor_agg(x) as bit_or(x);
create or replace macro bitand(a, b) as a & b;
