import type { BehaviourFacts, BehaviourPlan } from "./behaviour";

export function behaviourOf(_facts: BehaviourFacts, _seed: number): BehaviourPlan {
  return {
    mix_variant: 0,
    daily_purchases_micro: 0,
    ticket_scale_permille: 0,
    wallet_share_permille: 0,
    online_tilt_permille: 0,
    phone_pay_permille: 0,
    weekend_tilt_permille: 0,
    trip_every_days: 0,
    trip_scale_permille: 0,
    subscription_count: 0,
    region: 0,
    decline_micro: 0,
    ramp_days: 0,
    ramp_start_permille: 0,
    first_start_day: -1,
    first_fade_days: 0,
    first_floor_permille: 0,
    first_hold_days: 0,
    first_recover_days: 0,
    second_start_day: -1,
    second_fade_days: 0,
    second_floor_permille: 0,
    second_hold_days: 0,
    second_recover_days: 0,
    warning_start_day: -1,
    warning_days: 0,
    warning_declines_micro: 0,
  };
}
