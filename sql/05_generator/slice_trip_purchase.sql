-- slice_trip_purchase: what trips bring in the slice: the flight weeks ahead, hotel, car and meals on the way.
-- grain   one row per purchase; key transaction_no
-- reads   generator.trip, generator.trip_event, generator.account, generator.slice, generator.setting
create or replace view generator.slice_trip_purchase as
with bounds as (
    select min(from_offset) as first_offset, max(from_offset + offset_days) as last_offset
    from generator.trip_event
),

-- few trips are near enough to bring anything
near_trips as (
    select trips.account_no, trips.anchor_day, trips.trip_key, trips.tempo_permille, slices.from_day, slices.to_day
    from generator.trip as trips
    cross join generator.slice as slices
    cross join bounds
    where trips.anchor_day < slices.to_day - bounds.first_offset
        and trips.anchor_day > slices.from_day - bounds.last_offset
),

events as (
    select
        trips.account_no, trips.anchor_day, trips.tempo_permille,
        trip_events.event_no, trip_events.category_code, trip_events.include_permille,
        accounts.open_day,
        generator.draw(trips.trip_key, trip_events.event_no) as row_key,
        trips.anchor_day + trip_events.from_offset
            + generator.draw(trips.trip_key, trip_events.day_salt) % trip_events.offset_days as day_no,
        trips.from_day, trips.to_day
    from near_trips as trips
    inner join generator.account as accounts on accounts.account_no = trips.account_no
    cross join generator.trip_event as trip_events
)

select
    account_no, row_key, category_code, day_no, tempo_permille,
    generator.draw(row_key, 5) % 1048576 as ticket_place,
    (account_no::bigint * 64 + generator.div(anchor_day + 30, 11)) * 256 + 96 + event_no as transaction_no
from events
where day_no >= from_day and day_no < to_day and day_no >= open_day
    and generator.draw(row_key, 6) % 1000 < include_permille;
