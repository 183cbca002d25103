-- account: every account with its person's behaviour plan and a pseudo-random key of its own.
-- grain   one row per account; key account_no
-- reads   generator.account_plan, generator.setting
create or replace table generator.account as
with plans as (
    select *, 2 * person_id + case when source_system = 'acquired' then 1 else 0 end as account_no
    from generator.account_plan
)

select
    plans.account_no,
    -- where the account stands in the files; both accounts of a person standing together would give them away
    row_number() over (order by plans.customer_id) as file_place,
    plans.person_id, plans.customer_id, plans.source_system,
    generator.draw(generator.draw(plans.account_no, 11), settings.seed) as account_key,
    generator.draw(generator.draw(plans.person_id, 12), settings.seed) as person_key,
    plans.account_share_permille::bigint as account_share_permille,
    case when plans.account_share_permille = 1000 then 0
         when plans.source_system = 'acquired' then 1000 - plans.account_share_permille else 0 end as share_from_permille,
    greatest(plans.account_open_day, -9999)::bigint as open_day,
    plans.account_limit::bigint as account_limit,
    plans.mix_variant::bigint as mix_variant,
    plans.daily_purchases_micro::bigint as daily_purchases_micro,
    plans.ticket_scale_permille::bigint as ticket_scale_permille,
    plans.online_tilt_permille::bigint as online_tilt_permille,
    plans.phone_pay_permille::bigint as phone_pay_permille,
    plans.weekend_tilt_permille::bigint as weekend_tilt_permille,
    plans.trip_every_days::bigint as trip_every_days,
    plans.trip_scale_permille::bigint as trip_scale_permille,
    plans.subscription_count::bigint as subscription_count,
    plans.region::bigint as region,
    case when plans.source_system = 'acquired' then settings.migration_day else 9999 end as migrated_day,
    plans.decline_micro::bigint as decline_micro,
    plans.ramp_days::bigint as ramp_days,
    plans.ramp_start_permille::bigint as ramp_start_permille,
    plans.first_start_day::bigint as first_start_day,
    plans.first_fade_days::bigint as first_fade_days,
    plans.first_floor_permille::bigint as first_floor_permille,
    plans.first_hold_days::bigint as first_hold_days,
    plans.first_recover_days::bigint as first_recover_days,
    plans.second_start_day::bigint as second_start_day,
    plans.second_fade_days::bigint as second_fade_days,
    plans.second_floor_permille::bigint as second_floor_permille,
    plans.second_hold_days::bigint as second_hold_days,
    plans.second_recover_days::bigint as second_recover_days,
    plans.warning_start_day::bigint as warning_start_day,
    plans.warning_days::bigint as warning_days,
    plans.warning_declines_micro::bigint as warning_declines_micro
from plans
cross join generator.setting as settings;
