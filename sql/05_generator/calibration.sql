-- calibration: the factor on planned purchases that makes the feed as long as the setting wants it.
-- grain   one row
-- reads   generator.account_block, generator.subscription, generator.trip, generator.trip_event, generator.calendar,
--         generator.setting
-- counts  every row of the feed: purchases and their refunds are scaled; subscriptions, trips and the extra declines of
--         warning signs come on top and are not
create or replace table generator.calibration as
with blocks as (
    select
        generator.div(planned_micro::bigint * (1000000 - everyday_permille * moved_permille), 1000000) as purchases_micro,
        refund_micro, extra_declines_micro
    from generator.account_block
),

planned as (
    select
        sum(purchases_micro) as purchases_micro,
        sum(generator.div(purchases_micro * refund_micro, 1000000)) as refunds_micro,
        sum(extra_declines_micro) as declines_micro
    from blocks
),

bills as (
    select count(*) as bill_count
    from generator.subscription as subscriptions
    inner join generator.calendar as days
        on days.day_of_month = subscriptions.bill_day_of_month
        and days.day_no >= subscriptions.from_day and days.day_no < subscriptions.to_day
),

events as (
    select sum(trip_events.include_permille) as event_permille
    from generator.trip as trips
    cross join generator.setting as settings
    cross join generator.trip_event as trip_events
    where trips.anchor_day + trip_events.from_offset >= 0 and trips.anchor_day + trip_events.from_offset < settings.day_count
)

select
    settings.target_rows,
    bills.bill_count,
    generator.div(coalesce(events.event_permille, 0), 1000) as event_count,
    generator.div(planned.declines_micro, 1000000) as decline_count,
    generator.div(
        (settings.target_rows - bills.bill_count - generator.div(coalesce(events.event_permille, 0), 1000)
            - generator.div(planned.declines_micro, 1000000)) * 1000000,
        generator.div(planned.purchases_micro + planned.refunds_micro, 1000000)
    )::bigint as factor_micro
from planned
cross join bills
cross join events
cross join generator.setting as settings;
