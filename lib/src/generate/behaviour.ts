// Behaviour: how one person will use the card, as a row of whole numbers that the SQL generator turns into purchases.
import type { Persona } from "./persona";

/** What the generator knows of a person before it decides on behaviour. */
export interface BehaviourFacts {
  /** 1..customers */
  readonly person_id: number;
  readonly persona: Persona;
  /** Which books hold the person; `both` when in each. */
  readonly book: "legacy" | "acquired" | "both";
  /** Day the person's first account opened, counted from first_date; negative when before. */
  readonly open_day: number;
  /** Two letters; picks regional merchants. */
  readonly state: string;
  /** Sum over the person's accounts, whole dollars; purchases near it are declined more often. */
  readonly credit_limit: number;
}

/**
 * The plan of one person. Whole numbers only. A day is counted from first_date; -1 in a start day means never.
 * Two episodes of lower engagement: from `start_day` the level goes down over `fade_days` to `floor_permille`, stays
 * for `hold_days`, and comes back over `recover_days`; `hold_days` of 9999 is for good.
 */
export interface BehaviourPlan {
  /** Row of the category mix table. */
  readonly mix_variant: number;
  /** Purchases a day at full engagement in an average month, in millionths. */
  readonly daily_purchases_micro: number;
  /** Size of this person's tickets, 1000 is usual. */
  readonly ticket_scale_permille: number;
  /** Part of the person's spend that goes on this bank's cards: the hidden cause of fades. */
  readonly wallet_share_permille: number;
  /** Leaning to online purchases, 1000 is usual. */
  readonly online_tilt_permille: number;
  /** Part of in-person purchases paid by phone. */
  readonly phone_pay_permille: number;
  /** Leaning to Fridays and Saturdays, 1000 is usual. */
  readonly weekend_tilt_permille: number;
  /** A trip about every so many days; 0 is never. */
  readonly trip_every_days: number;
  /** Size of travel tickets, 1000 is usual. */
  readonly trip_scale_permille: number;
  readonly subscription_count: number;
  /** Census region of the home state, 1 north-east, 2 midwest, 3 south, 4 west. */
  readonly region: number;
  /** Background probability that a purchase is declined, in millionths. */
  readonly decline_micro: number;
  /** A new account starts at `ramp_start_permille` and reaches its usual level after `ramp_days`. */
  readonly ramp_days: number;
  readonly ramp_start_permille: number;
  readonly first_start_day: number;
  readonly first_fade_days: number;
  readonly first_floor_permille: number;
  readonly first_hold_days: number;
  readonly first_recover_days: number;
  readonly second_start_day: number;
  readonly second_fade_days: number;
  readonly second_floor_permille: number;
  readonly second_hold_days: number;
  readonly second_recover_days: number;
  /** Warning signs: extra declined purchases, disputes, cancelled subscriptions, groceries and gas moved away. */
  readonly warning_start_day: number;
  readonly warning_days: number;
  /** Extra declined purchases a day while the warning lasts, in millionths. */
  readonly warning_declines_micro: number;
}

/** One account record with its person's plan: a line of the truth file and a row of generator.account_plan. */
export interface AccountPlan extends BehaviourPlan {
  readonly person_id: number;
  readonly customer_id: string;
  readonly source_system: "legacy" | "acquired";
  /** Part of the person's spend on this account; the person's accounts add up to 1000. */
  readonly account_share_permille: number;
  readonly persona: Persona;
  /** Day the account opened, counted from first_date; negative when before. No transaction is earlier. */
  readonly account_open_day: number;
  /** Whole dollars. */
  readonly account_limit: number;
}
