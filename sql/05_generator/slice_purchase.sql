-- slice_purchase: what habits bring in the slice, and in the two weeks before it, whose refunds may fall into it.
-- grain   one row per purchase; key transaction_no
-- reads   generator.account_block, generator.account, generator.block, generator.calibration, generator.slice,
--         generator.series, generator.mix_slot, generator.category, generator.day_slot
-- even    nineteen purchases in twenty take evenly spread places in the mix, as households keep to a budget; the others any
-- rule    every purchase finds its slots, among those of the days that are looked at; joined from the left to so few, a
--         purchase is looked up in them, and not all of them in a table of all purchases, which DuckDB takes for small
-- kinds   0 an ordinary purchase, 1 a declined one that is a warning sign
create or replace view generator.slice_purchase as
with reach as (
    select
        blocks.block_no, blocks.from_day, blocks.to_day, blocks.month_of_year, blocks.to_day <= slices.from_day as is_over
    from generator.block as blocks
    cross join generator.slice as slices
    where blocks.to_day > slices.from_day - 15 and blocks.from_day < slices.to_day
),

span as (
    select
        min(month_of_year) as first_month, max(month_of_year) as last_month, min(from_day) as first_day,
        max(to_day) as last_day
    from reach
),

mix_slots as (
    select slots.mix_key, slots.category_code, slots.place_in_run, slots.run_length
    from generator.mix_slot as slots
    inner join span on slots.month_of_year >= span.first_month and slots.month_of_year <= span.last_month
),

day_slots as (
    select slots.day_key, slots.day_no
    from generator.day_slot as slots
    inner join span on slots.day_no >= span.first_day and slots.day_no < span.last_day
),

blocks as (
    select
        plans.account_no, plans.block_no, plans.from_day, reach.to_day, reach.month_of_year, plans.moved_permille,
        plans.tempo_permille,
        reach.is_over, refunds.most_refund_permille,
        accounts.account_key, accounts.mix_variant, accounts.weekend_tilt_permille,
        generator.draw(accounts.account_key, 200 + plans.block_no) as block_key,
        least(96, generator.div(
            generator.div(plans.planned_micro * calibration.factor_micro, 1000000)
                + (accounts.account_key + plans.block_no * 414214) % 1000000,
            1000000
        )) as k,
        least(15, generator.div(
            plans.extra_declines_micro
                + generator.div(accounts.account_key, 3) % 1000000 * sign(plans.extra_declines_micro)::bigint,
            1000000
        )) as extra_k
    from generator.account_block as plans
    inner join reach on reach.block_no = plans.block_no
    inner join generator.account as accounts on accounts.account_no = plans.account_no
    cross join generator.calibration as calibration
    cross join (select max(refund_permille) as most_refund_permille from generator.category) as refunds
),

places as (
    select
        blocks.account_no, blocks.block_no, blocks.from_day, blocks.to_day, blocks.month_of_year, blocks.moved_permille,
        blocks.tempo_permille,
        blocks.is_over, blocks.most_refund_permille,
        blocks.mix_variant, blocks.weekend_tilt_permille, numbers.n as place_no, 0 as kind,
        generator.draw(blocks.block_key, numbers.n) as row_key,
        generator.div(
            numbers.n * 1048576 + (blocks.account_key + blocks.block_no * 648056) % 1048576, blocks.k
        ) % 1048576 as even_place
    from blocks
    inner join generator.series as numbers on numbers.k = blocks.k
    union all
    select
        blocks.account_no, blocks.block_no, blocks.from_day, blocks.to_day, blocks.month_of_year, 0 as moved_permille,
        1000 as tempo_permille,
        blocks.is_over, blocks.most_refund_permille,
        blocks.mix_variant, blocks.weekend_tilt_permille, 112 + numbers.n as place_no, 1 as kind,
        generator.draw(blocks.block_key, 112 + numbers.n) as row_key,
        generator.draw(blocks.block_key, 312 + numbers.n) % 1048576 as even_place
    from blocks
    inner join generator.series as numbers on numbers.k = blocks.extra_k
),

placed as (
    select
        places.*,
        generator.draw(row_key, 3) as day_draw,
        generator.draw(row_key, 4) as refund_draw,
        -- the key is a draw itself: its last digits decide here, the next ones whether the purchase has moved
        case when row_key % 100 < 95 then even_place else generator.draw(row_key, 1) % 1048576 end as mix_place
    from places
),

chosen as (
    select
        placed.account_no, placed.block_no, placed.place_no, placed.kind, placed.row_key, placed.refund_draw,
        placed.day_draw, placed.from_day, placed.to_day, placed.tempo_permille,
        slots.category_code, categories.refund_permille,
        generator.div((slots.place_in_run * 1024 + placed.mix_place % 1024) * 1024, slots.run_length) as ticket_place,
        categories.week_profile
            + case when placed.weekend_tilt_permille >= 1180 and categories.week_profile = 1 then 1
                   when placed.weekend_tilt_permille < 820 and categories.week_profile = 2 then -1 else 0 end as week_profile
    from placed
    left join mix_slots as slots
        on slots.mix_key
            = ((placed.month_of_year * 32 + placed.mix_variant) * 1024 + generator.div(placed.mix_place, 1024))::integer
    inner join generator.category as categories on categories.category_code = slots.category_code
    where not (categories.is_everyday and generator.div(placed.row_key, 100) % 1000 < placed.moved_permille)
        -- of the days before the slice only what may be refunded in it is looked at further
        and (not placed.is_over or placed.refund_draw % 1000 < placed.most_refund_permille)
)

select
    chosen.account_no, chosen.kind, chosen.row_key, chosen.category_code, chosen.ticket_place, chosen.tempo_permille,
    (chosen.account_no::bigint * 64 + chosen.block_no) * 256 + chosen.place_no as transaction_no,
    case when days.day_no >= chosen.from_day then days.day_no
         else chosen.from_day + chosen.day_draw % (chosen.to_day - chosen.from_day) end as day_no,
    case when chosen.kind = 0 and chosen.refund_draw % 1000 < chosen.refund_permille
         then 3 + generator.div(chosen.refund_draw, 1000) % 12 else 0 end as refund_after_days,
    generator.div(chosen.refund_draw, 12000) % 1000 as refund_place
from chosen
left join day_slots as days
    on days.day_key = ((chosen.week_profile * 64 + chosen.block_no) * 512 + chosen.day_draw % 512)::integer;
