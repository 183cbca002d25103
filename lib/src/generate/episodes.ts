// Episodes: when a person's use of the card fades, dips and comes back, and which warning signs go with it.
import { daysBetween } from "../core/dates";
import type { BehaviourFacts, BehaviourPlan } from "./behaviour";
import { dips, fades, type Span } from "./behaviour-levels";
import type { EvenDraws } from "./even-draws";
import { AS_OF_DATE, FIRST_DATE, MIGRATION_DATE } from "./period";

/** The columns of a plan that tell of engagement. */
export type EpisodePlan = Pick<
  BehaviourPlan,
  | "first_start_day"
  | "first_fade_days"
  | "first_floor_permille"
  | "first_hold_days"
  | "first_recover_days"
  | "second_start_day"
  | "second_fade_days"
  | "second_floor_permille"
  | "second_hold_days"
  | "second_recover_days"
  | "warning_start_day"
  | "warning_days"
  | "warning_declines_micro"
>;

/** Written as the start of an episode that never comes, and as the length of one that never ends. */
export const NEVER = 9999;

const lastDay = daysBetween(FIRST_DATE, AS_OF_DATE);
const migrationDay = daysBetween(FIRST_DATE, MIGRATION_DATE);

interface Fade {
  readonly start: number;
  readonly days: number;
}

/**
 * The episodes of a person. At most one fade, whose cause is hidden: the less of their spend people give this card,
 * the more likely they turn to another. And at most one dip, which recovers.
 *
 * @param walletShare part of the person's spend on this bank's cards, 0..1
 * @param hazard how likely the persona fades, 1 is the average
 */
export function episodesOf(facts: BehaviourFacts, walletShare: number, hazard: number, draw: EvenDraws): EpisodePlan {
  const fade = fadeByChance(facts, walletShare, hazard, draw);
  return Object.assign(fadeColumns(fade, draw), dipColumns(facts, draw), warningColumns(fade, facts, draw));
}

/**
 * Somebody begins to fade on any day with the same small chance, from before the period until after it, so that one
 * month is like another; only the migration brings a wave.
 */
function fadeByChance(facts: BehaviourFacts, walletShare: number, hazard: number, draw: EvenDraws): Fade | undefined {
  const rate = fades.daily_onsets * hazard * (1.6 - 1.0 * walletShare);
  const extra = facts.book === "legacy" ? 0 : fades.migration_extra;
  let left = draw("has_fade");
  for (let day = Math.max(fades.first_onset, facts.open_day + 45); day < lastDay + 60; day += 10) {
    const isAfter = day >= migrationDay;
    const wave = isAfter ? extra * Math.exp((migrationDay - day) / fades.migration_decay_days) : 0;
    left -= 10 * rate * (1 + wave);
    if (left < 0) return { start: day + Math.floor(10 * draw("onset")), days: fadeDays(draw) };
  }
  return undefined;
}

function fadeDays(draw: EvenDraws): number {
  const span = draw("fade_kind") < fades.slow_share ? fades.slow_days : fades.sudden_days;
  return Math.round(within(span, draw("fade_days")));
}

function fadeColumns(fade: Fade | undefined, draw: EvenDraws) {
  if (!fade) {
    return {
      first_start_day: NEVER,
      first_fade_days: 1,
      first_floor_permille: 1000,
      first_hold_days: NEVER,
      first_recover_days: 1,
    };
  }
  const goesToZero = draw("floor") < fades.to_zero_share;
  const returns = draw("return") < fades.return_share;
  return {
    first_start_day: fade.start,
    first_fade_days: fade.days,
    first_floor_permille: goesToZero ? 0 : Math.round(within(fades.leftover_permille, draw("warning"))),
    first_hold_days: returns ? Math.round(within(fades.return_after_days, draw("ramp"))) : NEVER,
    first_recover_days: Math.round(within(fades.return_over_days, draw("dip"))),
  };
}

function dipColumns(facts: BehaviourFacts, draw: EvenDraws) {
  const happens = facts.persona !== "new_growing" && draw("dip") < dips.share;
  const place = draw("dip") / dips.share;
  return {
    second_start_day: happens ? Math.round(within([-40, lastDay], draw("dip_start"))) : NEVER,
    second_fade_days: Math.round(within(dips.fade_days, draw("flavour"))),
    second_floor_permille: happens ? Math.round(within(dips.floor_permille, place)) : 1000,
    second_hold_days: Math.round(within(dips.hold_days, draw("trip"))),
    second_recover_days: Math.round(within(dips.recover_days, draw("trip_scale"))),
  };
}

function warningColumns(fade: Fade | undefined, facts: BehaviourFacts, draw: EvenDraws) {
  const draws = draw("warning");
  if (fade && draws < fades.warning_share) {
    return {
      warning_start_day: fade.start - Math.round(within(fades.warning_lead_days, draw("dip_start"))),
      warning_days: Math.round(within(fades.warning_days, draw("phone"))),
      warning_declines_micro: Math.round(within(fades.warning_declines_micro, draw("online"))),
    };
  }
  if (!fade && facts.persona !== "new_growing" && draws < fades.false_warning_share) {
    return {
      warning_start_day: Math.round(within([-60, lastDay], draw("onset"))),
      warning_days: Math.round(within(fades.false_warning_days, draw("phone"))),
      warning_declines_micro: Math.round(within(fades.false_warning_declines_micro, draw("online"))),
    };
  }
  return { warning_start_day: NEVER, warning_days: 1, warning_declines_micro: 0 };
}

function within([low, high]: Span, draw: number): number {
  return low + (high - low) * draw;
}
