// Behaviour: how one person will use the card, as a row of whole numbers that the SQL generator turns into purchases.
import { FLAVOUR_COUNT, MIX_KINDS, type PersonaLevels, personaLevels, type Span } from "./behaviour-levels";
import { episodesOf } from "./episodes";
import { type EvenDraws, evenDraws, normalQuantile } from "./even-draws";
import { PERSONA_PERMILLE, PERSONAS, type Persona, personaPlace } from "./persona";
import { regionOf } from "./regions";

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
 * The plan of one person. Whole numbers only. A day is counted from first_date; 9999 in a start day means never.
 * Two episodes of lower engagement: from `start_day` the level goes down over `fade_days` to `floor_permille`, stays
 * for `hold_days`, and comes back over `recover_days`; a `hold_days` of 9999 is for good.
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

/**
 * The behaviour of a person. Depends on nothing but its arguments.
 *
 * @param customers how many people there are in all, as for `personaOf`
 */
export function behaviourOf(facts: BehaviourFacts, customers: number, seed: number): BehaviourPlan {
  const { persona } = facts;
  const { place } = personaPlace(facts.person_id, customers, seed);
  const index = Math.floor((place * customers * PERSONA_PERMILLE[persona]) / 1000);
  const draw = evenDraws(index, PERSONAS.indexOf(persona), seed);
  const levels = personaLevels[persona];
  const walletShare = 0.25 + 0.7 * draw("wallet");
  // Object.assign, because spreading several objects into one is ten times slower and this runs for everybody
  return Object.assign(
    habitsOf(facts, levels, draw),
    { wallet_share_permille: Math.round(1000 * walletShare) },
    rampOf(facts, draw),
    episodesOf(facts, walletShare, levels.hazard, draw),
  );
}

function habitsOf(facts: BehaviourFacts, levels: PersonaLevels, draw: EvenDraws) {
  const purchases = levels.purchases * Math.exp(levels.purchases_spread * normalQuantile(draw("purchases")));
  const ticket = levels.ticket_scale * Math.exp(levels.ticket_spread * normalQuantile(draw("ticket")));
  const affluence = (purchases / levels.purchases) * (ticket / levels.ticket_scale);
  const travels = draw("travels") < levels.travels;
  const flavour = Math.floor(draw("flavour") * FLAVOUR_COUNT);
  return {
    mix_variant: MIX_KINDS.indexOf(levels.mix) * FLAVOUR_COUNT + flavour,
    daily_purchases_micro: Math.round((purchases * 1_000_000) / 30.44),
    ticket_scale_permille: Math.round(1000 * ticket),
    online_tilt_permille: Math.round(within([500, 1500], draw("online"))),
    phone_pay_permille: Math.round(600 * draw("phone") ** 2),
    weekend_tilt_permille: Math.round(within([700, 1300], draw("weekend"))),
    trip_every_days: travels ? Math.round(within(levels.trip_every, draw("trip"))) : 0,
    trip_scale_permille: Math.round(1000 * within(levels.trip_scale, draw("trip_scale")) * affluence),
    subscription_count: Math.floor(within(levels.subscriptions, draw("subscriptions")) + 0.5),
    region: regionOf(facts.state),
    decline_micro: Math.round(within([11_000, 21_000], draw("phone"))),
  };
}

/** A new card starts slowly; one that is years old has no ramp. */
function rampOf(facts: BehaviourFacts, draw: EvenDraws) {
  if (facts.persona !== "new_growing") return { ramp_days: 60, ramp_start_permille: 400 };
  return {
    ramp_days: Math.round(within([150, 190], draw("ramp"))),
    ramp_start_permille: Math.round(within([120, 220], draw("online"))),
  };
}

function within([low, high]: Span, draw: number): number {
  return low + (high - low) * draw;
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
