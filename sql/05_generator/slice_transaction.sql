-- slice_transaction: the transactions feed of the slice, in the columns of the file contract.
-- grain   one row per transaction; key transaction_id
-- reads   generator.slice_purchase, generator.slice_trip_purchase, generator.slice_bill, generator.account,
--         generator.category, generator.ticket_quantile, generator.merchant, generator.hour_slot, generator.calendar,
--         generator.slice, generator.setting
-- kinds   0 an ordinary purchase, 1 a declined one that is a warning sign, 2 on a trip, 3 a fixed monthly charge
-- refunds a refund is a row of its own, days after an approved purchase, for all of its amount or a part
-- status  a purchase that would post on the as_of_date or later is still pending
create or replace view generator.slice_transaction as
with spans as (
    select slices.from_day, slices.to_day, settings.day_count, settings.migration_day
    from generator.slice as slices
    cross join generator.setting as settings
),

purchases as (
    select
        account_no, kind, row_key, category_code, ticket_place, transaction_no, day_no, refund_after_days, refund_place,
        null as merchant_name, 0 as fixed_cents, tempo_permille
    from generator.slice_purchase
    cross join spans
    where day_no < to_day and (day_no >= from_day or (refund_after_days > 0 and day_no + refund_after_days >= from_day))
    union all
    select account_no, 2, row_key, category_code, ticket_place, transaction_no, day_no, 0, 0, null, 0, tempo_permille
    from generator.slice_trip_purchase
    union all
    select account_no, 3, row_key, category_code, 0, transaction_no, day_no, 0, 0, merchant_name, cents, 1000
    from generator.slice_bill
),

priced as (
    select
        purchases.*,
        accounts.customer_id, accounts.account_limit, accounts.account_key, accounts.decline_micro,
        accounts.phone_pay_permille, accounts.region, accounts.online_tilt_permille,
        categories.merchant_category, categories.online_permille, categories.hour_profile, categories.cents_style,
        purchases.day_no >= accounts.warning_start_day
            and purchases.day_no < accounts.warning_start_day + accounts.warning_days as is_in_warning,
        purchases.day_no >= accounts.migrated_day and purchases.day_no < accounts.migrated_day + 35 as is_reissued,
        generator.draw(purchases.row_key, 7) as cents_draw,
        generator.draw(purchases.row_key, 8) as place_draw,
        generator.draw(purchases.row_key, 9) as time_draw,
        generator.draw(purchases.row_key, 10) as status_draw,
        greatest(100, generator.div(
            (tickets.low_cents + generator.div((tickets.high_cents - tickets.low_cents) * (purchases.ticket_place % 1024), 1024))
            * (1000 + generator.div(
                (10000 + case when categories.is_travel then accounts.trip_scale_permille else accounts.ticket_scale_permille end - 1000)
                * categories.scale_permille, 1000) - 10 * categories.scale_permille),
            purchases.tempo_permille
        )) as plain_cents
    from purchases
    inner join generator.account as accounts on accounts.account_no = purchases.account_no
    inner join generator.category as categories on categories.category_code = purchases.category_code
    inner join generator.ticket_quantile as tickets
        on tickets.ticket_key = (purchases.category_code * 1024 + generator.div(purchases.ticket_place, 1024))::integer
),

marked as (
    select
        priced.*,
        case
            when kind = 3 then fixed_cents
            when cents_style = 1 and cents_draw % 100 < 45 then plain_cents - plain_cents % 100 + 99
            when cents_style = 1 and cents_draw % 100 < 55 then plain_cents - plain_cents % 100
            when cents_style = 1 and cents_draw % 100 < 62 then plain_cents - plain_cents % 100 + 49
            when cents_style = 1 and cents_draw % 100 < 68 then plain_cents - plain_cents % 100 + 95
            when cents_style = 2 and cents_draw % 100 < 17 then plain_cents - plain_cents % 100
            when cents_style = 2 and cents_draw % 100 < 21 then plain_cents - plain_cents % 100 + 50
            when cents_style = 3 and cents_draw % 100 < 12 then plain_cents - plain_cents % 500 + 500
            when cents_style = 4 and cents_draw % 100 < 25 then plain_cents - plain_cents % 100
            else plain_cents
        end as cents,
        kind = 3 or generator.div(place_draw, 1024) % 1000 < generator.div(online_permille * online_tilt_permille, 1000) as is_online,
        generator.div(account_key, 7) % 97 as burst_place
    from priced
),

judged as (
    select
        marked.*,
        kind = 1 or status_draw % 1000000 <
            case when kind = 3 then 4000 + case when is_reissued then 120000 else 0 end
                 else decline_micro * case when (day_no + burst_place) % 97 < 6 then 6 else 1 end
                     * case when is_in_warning then 2 else 1 end
                     + case when cents > account_limit * 60 then 300000 when cents > account_limit * 25 then 60000 else 0 end
            end as is_declined,
        generator.div(status_draw, 1024) % 100000 < case when is_in_warning then 700 else 60 end as is_disputed,
        case when cents_draw % 20 < 8 then 0 when cents_draw % 20 < 15 then 1 when cents_draw % 20 < 19 then 2 else 3 end as lag_days
    from marked
),

dated as (
    select
        judged.*, days.calendar_date, days.midnight_at, days.weekday_no,
        hours.minute_of_day,
        coalesce(judged.merchant_name, merchants.merchant_name) as merchant,
        lag_days + case (days.weekday_no + lag_days - 1) % 7 when 5 then 2 when 6 then 1 else 0 end as posted_after_days
    from judged
    inner join generator.calendar as days on days.day_no = judged.day_no
    inner join generator.hour_slot as hours
        on hours.hour_key = ((hour_profile + case when is_online and hour_profile < 3 then 3 - hour_profile else 0 end) * 256 + time_draw % 256)::integer
    inner join generator.merchant as merchants
        on merchants.merchant_key = ((category_code * 4 + region - 1) * 128
            + case when place_draw % 2 = 0 then generator.div(account_key, 64) % 128 + generator.div(place_draw, 2) % 3 * 43 + category_code * 11
                   else generator.div(place_draw, 16) end % 128)::integer
),

outcomes as (
    select
        transaction_no, customer_id, day_no, calendar_date, midnight_at, minute_of_day, time_draw, posted_after_days, cents,
        merchant, merchant_category, is_online, phone_pay_permille, kind, refund_after_days, refund_place,
        case when is_declined then 'declined'
             when day_no + posted_after_days >= day_count then 'pending'
             when is_disputed then 'disputed'
             else 'approved' end as status
    from dated
    cross join spans
),

feed as (
    select
        transaction_no, customer_id,
        dateadd('second', minute_of_day * 60 + generator.div(time_draw, 256) % 360, midnight_at) as transaction_at,
        case when status in ('approved', 'disputed') then dateadd('day', posted_after_days, calendar_date)::date end as posted_date,
        cents, merchant, merchant_category, is_online,
        not is_online and generator.div(time_draw, 4096) % 1000 < phone_pay_permille as is_wallet,
        kind = 3 as is_recurring, status
    from outcomes
    cross join spans
    where day_no >= from_day
    union all
    select
        transaction_no + 128, customer_id,
        dateadd('second', 32400 + time_draw % 39600, dateadd('day', refund_after_days, midnight_at)) as transaction_at,
        dateadd('day', refund_after_days, calendar_date)::date as posted_date,
        -case when refund_place < 700 then cents else greatest(100, generator.div(cents * (refund_place - 500), 500)) end,
        merchant, merchant_category, is_online, false, false, 'refunded'
    from outcomes
    cross join spans
    where refund_after_days > 0 and status = 'approved'
        and day_no + refund_after_days >= from_day and day_no + refund_after_days < to_day
)

select
    'T' || lpad((transaction_no * 61803399 % 99999999977)::varchar, 11, '0') as transaction_id,
    customer_id,
    transaction_at,
    posted_date,
    (cents::decimal(10, 0) * 0.01)::decimal(12, 2) as amount,
    'USD' as currency_code,
    merchant as merchant_name,
    merchant_category,
    case when is_online then 'online' else 'in_person' end as channel,
    is_wallet, is_recurring, status
from feed;
