-- account_block: how many purchases an account plans in a block, before they are rounded to whole ones.
-- grain   one row per account and block in which it is open; key (account_no, block_no)
-- reads   generator.account, generator.block, generator.mix_month
-- planned purchases in millionths at the engagement of the block's middle: season, ramp of a new card, fade and dip
-- tempo   more and smaller purchases for some weeks, then fewer and larger ones: the budget stays, the count moves
-- moved   thousandths of groceries, gas and transit that have gone to another card: it happens before a fade and in it
-- halves  the accounts are few enough to be read by one core; as two halves they keep two at work
create or replace table generator.account_block as
with halves as (
    select * from generator.account where account_no % 2 = 0
    union all
    select * from generator.account where account_no % 2 = 1
),

spans as (
    select
        accounts.*,
        blocks.block_no, blocks.month_no, blocks.month_of_year,
        greatest(blocks.from_day, accounts.open_day) as from_day,
        blocks.to_day,
        generator.div(greatest(blocks.from_day, accounts.open_day) + blocks.to_day, 2) as middle_day,
        -- a new tempo every fourth block, and a straight line between two
        400 + generator.draw(
            accounts.account_key, 600 + generator.div(blocks.block_no + accounts.account_key % 4, 4)) % 1300 as tempo_before,
        400 + generator.draw(
            accounts.account_key, 601 + generator.div(blocks.block_no + accounts.account_key % 4, 4)) % 1300 as tempo_after,
        (blocks.block_no + accounts.account_key % 4) % 4 as tempo_place,
        blocks.days_in_month, months.season_permille, months.everyday_permille, months.refund_micro
    from halves as accounts
    cross join generator.block as blocks
    inner join generator.mix_month as months
        on months.mix_variant = accounts.mix_variant and months.month_of_year = blocks.month_of_year
    where blocks.to_day > accounts.open_day
),

levels as (
    select
        spans.*,
        generator.div(
            generator.level(
                middle_day, first_start_day, first_fade_days, first_floor_permille, first_hold_days, first_recover_days)
            * generator.level(
                middle_day, second_start_day, second_fade_days, second_floor_permille, second_hold_days, second_recover_days),
            1000
        ) as episode_permille,
        case when middle_day - open_day >= ramp_days then 1000
             else ramp_start_permille + generator.div((1000 - ramp_start_permille) * (middle_day - open_day), ramp_days)
        end as ramp_permille,
        case when account_key % 10 >= 3 or warning_start_day > 9000 or middle_day < warning_start_day then 0
             when first_start_day > 9000 and middle_day >= warning_start_day + warning_days then 0
             when middle_day >= first_start_day + first_fade_days + first_hold_days then 0
             else least(600, generator.div(800 * (middle_day - warning_start_day), warning_days)) end as moved_permille,
        generator.div(tempo_before * (4 - tempo_place) + tempo_after * tempo_place, 4) as tempo_permille,
        greatest(0, least(to_day, warning_start_day + warning_days) - greatest(from_day, warning_start_day))
            as warning_day_count
    from spans
)

select
    block_no::integer as block_no,
    account_no::integer as account_no,
    from_day::integer as from_day,
    generator.div(
        generator.div(daily_purchases_micro * account_share_permille * (to_day - from_day) * 3044, days_in_month * 100000)
        * season_permille * generator.div(generator.div(episode_permille * ramp_permille, 1000) * tempo_permille, 1000),
        1000000
    )::integer as planned_micro,
    tempo_permille::integer as tempo_permille,
    moved_permille::integer as moved_permille,
    everyday_permille::integer as everyday_permille,
    refund_micro::integer as refund_micro,
    generator.div(warning_declines_micro * account_share_permille * warning_day_count, 1000)::integer as extra_declines_micro
from levels
order by block_no, account_no;
