-- mix_slot: what a purchase is for, for 1024 equally likely places, by mix and month of the year.
-- grain   one row per mix variant, month of the year and slot; key mix_key = (month * 32 + mix_variant) * 1024 + slot
-- reads   generator.category_share, generator.category_season, generator.number, generator.ticket_quantile
-- order   slots stand in the order of their tickets: purchases that are spread evenly over them add up to about the same
--         sum every quarter, as a household's budget does
-- ticket  place_in_run and run_length say where in the category's run of slots this one lies: the ticket's quantile
create or replace table generator.mix_slot as
with weighted as (
    select
        shares.mix_variant, seasons.month_of_year, shares.category_code,
        shares.share_micro * seasons.factor_permille as weight,
        sum(shares.share_micro * seasons.factor_permille) over (
            partition by shares.mix_variant, seasons.month_of_year order by shares.category_code
            rows between unbounded preceding and current row
        ) as reached,
        sum(shares.share_micro * seasons.factor_permille) over (
            partition by shares.mix_variant, seasons.month_of_year
        ) as total
    from generator.category_share as shares
    inner join generator.category_season as seasons on seasons.category_code = shares.category_code
),

slots as (
    select
        weighted.mix_variant, weighted.month_of_year, weighted.category_code, numbers.n as slot
    from weighted
    inner join generator.number as numbers
        on (2 * numbers.n + 1) * weighted.total >= 2048 * (weighted.reached - weighted.weight)
        and (2 * numbers.n + 1) * weighted.total < 2048 * weighted.reached
),

runs as (
    select
        mix_variant, month_of_year, category_code, slot,
        row_number() over (partition by mix_variant, month_of_year, category_code order by slot) - 1 as place_in_run,
        count(*) over (partition by mix_variant, month_of_year, category_code) as run_length
    from slots
)

select
    ((runs.month_of_year * 32 + runs.mix_variant) * 1024 + row_number() over (
        partition by runs.mix_variant, runs.month_of_year order by tickets.low_cents, runs.category_code, runs.slot
    ) - 1)::integer as mix_key,
    runs.month_of_year,
    runs.category_code,
    runs.place_in_run::bigint as place_in_run,
    runs.run_length::bigint as run_length
from runs
inner join generator.ticket_quantile as tickets
    on tickets.ticket_key = runs.category_code * 1024 + generator.div((2 * runs.place_in_run + 1) * 512, runs.run_length);
