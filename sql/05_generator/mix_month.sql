-- mix_month: how busy a month is for a household, and how much of its purchases are groceries, gas and transit,
--         and how many of a million are refunded later.
-- grain   one row per mix variant and month of the year
-- reads   generator.category_share, generator.category_season, generator.category
create or replace table generator.mix_month as
select
    shares.mix_variant, seasons.month_of_year,
    generator.div(sum(shares.share_micro * seasons.factor_permille), 1000000)::bigint as season_permille,
    generator.div(
        1000 * sum(case when categories.is_everyday then shares.share_micro * seasons.factor_permille else 0 end),
        sum(shares.share_micro * seasons.factor_permille)
    )::bigint as everyday_permille,
    generator.div(
        1000 * sum(shares.share_micro * seasons.factor_permille * categories.refund_permille),
        sum(shares.share_micro * seasons.factor_permille)
    )::bigint as refund_micro
from generator.category_share as shares
inner join generator.category_season as seasons on seasons.category_code = shares.category_code
inner join generator.category as categories on categories.category_code = shares.category_code
group by shares.mix_variant, seasons.month_of_year;
