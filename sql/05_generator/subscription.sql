-- subscription: fixed monthly charges, from when to when.
-- grain   one row per account and subscription; key (account_no, slot)
-- reads   generator.account, generator.number, generator.setting
-- ends    most go on; some end by chance; a fade ends them, most of them while the warning signs last
create or replace table generator.subscription as
with drawn as (
    select
        accounts.account_no, accounts.account_key, accounts.open_day, accounts.ticket_scale_permille, numbers.n as slot,
        accounts.first_start_day, accounts.first_fade_days, accounts.first_floor_permille,
        accounts.warning_start_day, accounts.warning_days,
        generator.draw(accounts.person_key, 100 + numbers.n) as offer_draw,
        generator.draw(accounts.person_key, 120 + numbers.n) as start_draw,
        generator.draw(accounts.person_key, 140 + numbers.n) as end_draw,
        generator.draw(accounts.person_key, 160 + numbers.n) as share_draw,
        accounts.share_from_permille, accounts.account_share_permille, settings.day_count
    from generator.account as accounts
    cross join generator.setting as settings
    inner join generator.number as numbers on numbers.n < accounts.subscription_count
),

spans as (
    select
        account_no, account_key, slot,
        case when ticket_scale_permille >= 1550 then 16 else 0 end
            + (generator.div(offer_draw, 16) % 16 + 3 * slot) % 16 as offer,
        1 + offer_draw % 28 as bill_day_of_month,
        greatest(
            open_day + 3, case when start_draw % 100 < 72 then -9999 else generator.div(start_draw, 100) % day_count end
        ) as from_day,
        least(
            case when end_draw % 100 < 80 then 9999 else generator.div(end_draw, 100) % (2 * day_count) end,
            case when first_start_day > 9000 then 9999
                 when warning_start_day < 9000 and generator.div(end_draw, 128) % 10 < 6
                     then warning_start_day + generator.div(warning_days * (generator.div(end_draw, 2048) % 1000), 1000)
                 when first_floor_permille = 0 then first_start_day + generator.div(3 * first_fade_days, 4)
                 else 9999 end
        ) as to_day
    from drawn
    where share_draw % 1000 >= share_from_permille and share_draw % 1000 < share_from_permille + account_share_permille
)

select account_no, account_key, slot, offer, bill_day_of_month, from_day, to_day
from spans
where to_day > from_day and to_day > 0;
