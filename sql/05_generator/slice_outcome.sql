-- slice_outcome: what becomes of each purchase of the slice, and the refunds that fall into it, before the feed's texts.
-- grain   one row per transaction; key transaction_no
-- reads   generator.slice_purchase, generator.slice_trip_purchase, generator.slice_bill, generator.account,
--         generator.category, generator.ticket_quantile, generator.merchant, generator.hour_slot, generator.calendar,
--         generator.slice, generator.setting
-- kinds   0 an ordinary purchase, 1 a declined one that is a warning sign, 2 on a trip, 3 a fixed monthly charge
-- refunds a refund is a row of its own, days after an approved purchase, for all of its amount or a part
-- order   file_order holds account, second, and the account's own number of the transaction in one number: sorting by it
--         is half the work of sorting by the columns, and sorting before ids, days and amounts are written takes a
--         tenth off the whole. DuckDB keeps the order of a subquery; whoever reads this on Snowflake sorts for themselves
-- status  at most one of is_refund, is_declined, is_pending and is_disputed; a purchase that would post on the as_of_date
--         or later is still pending
create or replace view generator.slice_outcome as
with spans as (
    select slices.from_day, slices.to_day, settings.day_count
    from generator.slice as slices
    cross join generator.setting as settings
),

habits as (
    select
        account_no, kind, row_key, category_code, ticket_place, tempo_permille, transaction_no, day_no, refund_after_days,
        refund_place
    from generator.slice_purchase
),

purchases as (
    select
        account_no, kind, row_key, category_code, ticket_place, tempo_permille, transaction_no, day_no,
        0 as refund_after_days, 0 as refund_place, null as merchant_name, 0 as fixed_cents
    from habits
    cross join spans
    where day_no >= from_day and day_no < to_day
    union all
    select
        account_no, kind, row_key, category_code, ticket_place, tempo_permille, transaction_no, day_no,
        refund_after_days, refund_place, null, 0
    from habits
    cross join spans
    where refund_after_days > 0 and day_no + refund_after_days >= from_day and day_no + refund_after_days < to_day
    union all
    select account_no, 2, row_key, category_code, ticket_place, tempo_permille, transaction_no, day_no, 0, 0, null, 0
    from generator.slice_trip_purchase
    union all
    select account_no, 3, row_key, category_code, 0, 1000, transaction_no, day_no, 0, 0, merchant_name, cents
    from generator.slice_bill
),

priced as (
    select
        purchases.*,
        accounts.customer_id, accounts.file_place, accounts.account_limit, accounts.account_key, accounts.decline_micro,
        accounts.phone_pay_permille, accounts.region, accounts.online_tilt_permille,
        categories.merchant_category, categories.online_permille, categories.hour_profile,
        purchases.day_no >= accounts.warning_start_day
            and purchases.day_no < accounts.warning_start_day + accounts.warning_days as is_in_warning,
        purchases.day_no >= accounts.migrated_day and purchases.day_no < accounts.migrated_day + 35 as is_reissued,
        generator.draw(purchases.row_key, 8) as place_draw,
        generator.draw(purchases.row_key, 9) as time_draw,
        generator.draw(purchases.row_key, 10) as status_draw,
        generator.div(generator.draw(purchases.row_key, 8), 1048576) % 100 as cents_place,
        generator.div(generator.draw(purchases.row_key, 10), 1000000) % 20 as lag_place,
        case when purchases.kind = 3 then 0 else categories.cents_style end as cents_style,
        case when purchases.kind = 3 then purchases.fixed_cents else greatest(100, generator.div(
            (tickets.low_cents
                + generator.div((tickets.high_cents - tickets.low_cents) * (purchases.ticket_place % 1024), 1024))
            -- a person's scale acts on a category in part: a tank is about as large for everybody
            * (1000 - categories.scale_permille + generator.div(
                case when categories.is_travel then accounts.trip_scale_permille else accounts.ticket_scale_permille end
                * categories.scale_permille, 1000)),
            purchases.tempo_permille
        )) end as plain_cents
    from purchases
    inner join generator.account as accounts on accounts.account_no = purchases.account_no
    inner join generator.category as categories on categories.category_code = purchases.category_code
    inner join generator.ticket_quantile as tickets
        on tickets.ticket_key = (purchases.category_code * 1024 + generator.div(purchases.ticket_place, 1024))::integer
),

marked as (
    select
        priced.*,
        case cents_style
            when 1 then case when cents_place < 45 then plain_cents - plain_cents % 100 + 99
                             when cents_place < 55 then plain_cents - plain_cents % 100
                             when cents_place < 62 then plain_cents - plain_cents % 100 + 49
                             when cents_place < 68 then plain_cents - plain_cents % 100 + 95
                             else plain_cents end
            when 2 then case when cents_place < 17 then plain_cents - plain_cents % 100
                             when cents_place < 21 then plain_cents - plain_cents % 100 + 50
                             else plain_cents end
            when 3 then case when cents_place < 12 then plain_cents - plain_cents % 500 + 500 else plain_cents end
            when 4 then case when cents_place < 25 then plain_cents - plain_cents % 100 else plain_cents end
            else plain_cents
        end as cents,
        kind = 3
            or generator.div(place_draw, 1024) % 1000 < generator.div(online_permille * online_tilt_permille, 1000)
            as is_online,
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
                     + case when cents > account_limit * 60 then 300000
                            when cents > account_limit * 25 then 60000 else 0 end
            end as is_declined,
        generator.div(status_draw, 1024) % 100000 < case when is_in_warning then 700 else 60 end as is_disputed,
        case when lag_place < 8 then 0 when lag_place < 15 then 1 when lag_place < 19 then 2 else 3 end as lag_days
    from marked
),

dated as (
    select
        judged.*, days.calendar_date, days.midnight_second, days.weekday_no,
        hours.minute_of_day,
        coalesce(judged.merchant_name, merchants.merchant_name) as merchant,
        lag_days + case (days.weekday_no + lag_days - 1) % 7 when 5 then 2 when 6 then 1 else 0 end as posted_after_days
    from judged
    inner join generator.calendar as days on days.day_no = judged.day_no
    inner join generator.hour_slot as hours
        on hours.hour_key = (case when is_online then 3 else hour_profile end * 256 + time_draw % 256)::integer
    inner join generator.merchant as merchants
        -- every other purchase goes to one of the account's three favourites
        on merchants.merchant_key = ((category_code * 4 + region - 1) * 128
            + case when place_draw % 2 = 0
                       then generator.div(account_key, 64) % 128 + generator.div(place_draw, 2) % 3 * 43 + category_code * 11
                   else generator.div(place_draw, 16) end % 128)::integer
),

outcomes as (
    select
        dated.*,
        refund_after_days > 0 as is_refund,
        case when refund_after_days > 0 then 86400 * refund_after_days + 32400 + time_draw % 39600
             else minute_of_day * 60 + generator.div(time_draw, 256) % 360 end as second_no,
        not is_declined and day_no + posted_after_days >= day_count as is_pending
    from dated
    cross join spans
)

select
    transaction_no + case when is_refund then 128 else 0 end as transaction_no,
    customer_id,
    midnight_second + second_no as transaction_second,
    case when is_refund then calendar_date + refund_after_days::integer
         when not is_declined and not is_pending then calendar_date + posted_after_days::integer
    end as posted_date,
    case when not is_refund then cents
         when refund_place < 700 then -cents
         else -greatest(100, generator.div(cents * (refund_place - 500), 500)) end::integer as cents,
    merchant as merchant_name,
    merchant_category,
    is_online,
    not is_refund and not is_online and generator.div(time_draw, 4096) % 1000 < phone_pay_permille as is_wallet,
    kind = 3 as is_recurring,
    is_refund,
    is_declined,
    is_pending,
    is_disputed and not is_declined and not is_pending as is_disputed,
    (file_place * 100000000 + day_no * 86400 + second_no) * 16384 + transaction_no % 16384 as file_order
from outcomes
where not is_refund or not (is_declined or is_pending or is_disputed)
order by file_order;
