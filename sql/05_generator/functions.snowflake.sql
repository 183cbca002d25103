-- functions: exact integer arithmetic for the generator. functions.duckdb.sql holds the same, with an explanation.
-- The engine's `/` rounds to six decimals, so div takes the remainder away first.
create or replace function generator.div(a number, b number) returns number as
$$ cast((a - mod(a, b)) / b as number(38, 0)) $$;
create or replace function generator.mix(x number) returns number as
$$ mod(mod(mod(x * x, 2147483647) * mod(x * x, 2147483647), 2147483647) * x, 2147483647) $$;
create or replace function generator.draw(key number, salt number) returns number as
$$ generator.mix(mod(key + salt * 1013904223, 2147483647)) $$;
create or replace function generator.ease(x number) returns number as
$$ case when x < 400 then 1000 - generator.div(3 * x, 8)
        when x < 850 then 850 - generator.div(5 * (x - 400), 3)
        else 100 - generator.div(2 * (x - 850), 3) end $$;
create or replace function generator.level(
    day_no number, start_day number, fade_days number, floor_permille number, hold_days number, recover_days number
) returns number as
$$ case when day_no < start_day then 1000
        when day_no < start_day + fade_days then floor_permille + generator.div(
            (1000 - floor_permille) * generator.ease(generator.div(1000 * (day_no - start_day), fade_days)), 1000)
        when hold_days >= 9999 or day_no < start_day + fade_days + hold_days then floor_permille
        when day_no < start_day + fade_days + hold_days + recover_days then floor_permille + generator.div(
            (1000 - floor_permille) * (day_no - start_day - fade_days - hold_days), recover_days)
        else 1000 end $$;
