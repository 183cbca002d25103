-- trip: journeys, from which travel purchases come in clusters.
-- grain   one row per account and trip; key (account_no, anchor_day), the day of departure
-- reads   generator.account, generator.series, generator.setting, generator.trip_season
-- cycle   one departure in the first part of each cycle, so that two are at least eleven days apart; some cycles
--         pass without one, more often out of season, and less often for those who travel all the time
-- price   tempo_permille divides the tickets of a trip: it is below 1000 in dear months
create or replace table generator.trip as
with travellers as (
    select
        accounts.account_no, accounts.person_key, accounts.open_day, accounts.trip_every_days, accounts.share_from_permille,
        accounts.account_share_permille, accounts.first_start_day, accounts.first_fade_days,
        accounts.first_floor_permille, accounts.first_hold_days, accounts.first_recover_days,
        settings.day_count,
        generator.div(settings.day_count + 59, accounts.trip_every_days) + 2 as cycle_count
    from generator.account as accounts
    cross join generator.setting as settings
    where accounts.trip_every_days > 0
),

cycles as (
    select
        travellers.*,
        numbers.n as cycle_no,
        generator.draw(travellers.person_key, 2000 + numbers.n) as day_draw,
        generator.draw(travellers.person_key, 3000 + numbers.n) as accept_draw
    from travellers
    inner join generator.series as numbers on numbers.k = travellers.cycle_count
),

departures as (
    select
        cycles.*,
        cycle_no * trip_every_days - person_key % trip_every_days
            + day_draw % least(generator.div(trip_every_days, 2), trip_every_days - 11) as anchor_day
    from cycles
),

seasoned as (
    select
        departures.*,
        generator.draw(person_key, 40000 + departures.anchor_day + 1000) as trip_key,
        case when trip_every_days < 60 then 1000 - generator.div(1000 - seasons.accept_permille, 6)
             else seasons.accept_permille end as accept_permille,
        generator.div(1000000, seasons.price_permille) as tempo_permille,
        generator.level(
            anchor_day, first_start_day, first_fade_days, first_floor_permille, first_hold_days, first_recover_days
        ) as level_permille
    from departures
    inner join generator.trip_season as seasons
        on seasons.month_from_first = generator.div((anchor_day + 366) * 12, 365) % 12
)

select account_no, trip_key, anchor_day, tempo_permille
from seasoned
where anchor_day >= open_day + 10 and anchor_day > -10 and anchor_day < day_count + 30
    and accept_draw % 1000000 < accept_permille * level_permille
    and generator.div(accept_draw, 1000000) % 1000 >= share_from_permille
    and generator.div(accept_draw, 1000000) % 1000 < share_from_permille + account_share_permille;
