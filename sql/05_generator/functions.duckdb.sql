-- functions: exact integer arithmetic for the generator. functions.snowflake.sql holds the same, word for word in meaning.
-- div     whole part of a / b, for a >= 0 and b > 0
-- mix     x to the fifth power modulo the prime 2147483647: a permutation of 0..2147483646, because 5 has no factor in
--         common with 2147483646; no product passes 2^62
-- draw    a pseudo-random whole number in 0..2147483646 for a key and a salt, one salt per purpose
-- ease    level of a fade, 1000 down to 0, after x thousandths of its length: slow, then fast, then slow
-- level   engagement on a day in thousandths, for one episode of the behaviour plan
create or replace macro generator.div(a, b) as (a)::bigint // (b)::bigint;
create or replace macro generator.mix(x) as
    ((x) * (x) % 2147483647) * ((x) * (x) % 2147483647) % 2147483647 * (x) % 2147483647;
create or replace macro generator.draw(key, salt) as
    generator.mix(((key)::bigint + (salt)::bigint * 1013904223) % 2147483647);
create or replace macro generator.ease(x) as
    case when x < 400 then 1000 - generator.div(3 * x, 8)
         when x < 850 then 850 - generator.div(5 * (x - 400), 3)
         else 100 - generator.div(2 * (x - 850), 3) end;
create or replace macro generator.level(day_no, start_day, fade_days, floor_permille, hold_days, recover_days) as
    case when day_no < start_day then 1000
         when day_no < start_day + fade_days then floor_permille + generator.div(
             (1000 - floor_permille) * generator.ease(generator.div(1000 * (day_no - start_day), fade_days)), 1000)
         when hold_days >= 9999 or day_no < start_day + fade_days + hold_days then floor_permille
         when day_no < start_day + fade_days + hold_days + recover_days then floor_permille + generator.div(
             (1000 - floor_permille) * (day_no - start_day - fade_days - hold_days), recover_days)
         else 1000 end;
