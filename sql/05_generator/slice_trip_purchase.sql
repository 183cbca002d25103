-- slice_trip_purchase: what trips bring in the slice: the flight weeks ahead, hotel, car and meals on the way.
-- grain   one row per purchase; key transaction_no
-- reads   generator.trip, generator.trip_event, generator.account, generator.slice, generator.setting
create or replace view generator.slice_trip_purchase as
with events as (
    select
        trips.account_no, trips.anchor_day, trip_events.event_no, trip_events.category_code, trip_events.include_permille,
        accounts.open_day,
        generator.draw(trips.trip_key, trip_events.event_no) as row_key,
        trips.anchor_day + trip_events.from_offset
            + generator.draw(trips.trip_key, trip_events.day_salt) % trip_events.offset_days as day_no,
        slices.from_day, slices.to_day
    from generator.trip as trips
    inner join generator.account as accounts on accounts.account_no = trips.account_no
    cross join generator.trip_event as trip_events
    cross join generator.slice as slices
    where trips.anchor_day + trip_events.from_offset < slices.to_day
        and trips.anchor_day + trip_events.from_offset + trip_events.offset_days > slices.from_day
)

select
    account_no, row_key, category_code, day_no,
    generator.draw(row_key, 5) % 1048576 as ticket_place,
    (account_no::bigint * 64 + generator.div(anchor_day + 30, 11)) * 256 + 96 + event_no as transaction_no
from events
where day_no >= from_day and day_no < to_day and day_no >= open_day
    and generator.draw(row_key, 6) % 1000 < include_permille;
