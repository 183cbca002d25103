// What the personas do, in numbers. Judgement unless a source is named; the realism scorecard holds the outcome
// against published figures.
import type { Persona } from "./persona";

/** Low and high of an even spread. */
export type Span = readonly [low: number, high: number];

export interface PersonaLevels {
  /** Rows of the category mix, by kind of household. */
  readonly mix: "traveler" | "mainstream" | "budget";
  /** Planned purchases a month without trips and subscriptions: median, and spread as the deviation of its logarithm. */
  readonly purchases: number;
  readonly purchases_spread: number;
  /** Size of tickets against the law of the category: median, and spread of its logarithm. */
  readonly ticket_scale: number;
  readonly ticket_spread: number;
  readonly subscriptions: Span;
  /** Days between trips; everybody of the persona travels when `travels` is 1. */
  readonly trip_every: Span;
  readonly travels: number;
  readonly trip_scale: Span;
  /** How likely a fade is against the average customer. */
  readonly hazard: number;
}

export const personaLevels: Readonly<Record<Persona, PersonaLevels>> = {
  high_value_traveler: {
    mix: "traveler",
    purchases: 32,
    purchases_spread: 0.1,
    ticket_scale: 2.98,
    ticket_spread: 0.1,
    subscriptions: [3, 6],
    trip_every: [19, 23],
    travels: 1,
    trip_scale: [1.52, 1.58],
    hazard: 0.6,
  },
  new_growing: {
    mix: "mainstream",
    purchases: 14,
    purchases_spread: 0.35,
    ticket_scale: 2.0,
    ticket_spread: 0.25,
    subscriptions: [1, 4],
    trip_every: [150, 400],
    travels: 0.35,
    trip_scale: [0.4, 0.7],
    hazard: 0,
  },
  budget: {
    mix: "budget",
    purchases: 10,
    purchases_spread: 0.25,
    ticket_scale: 1.45,
    ticket_spread: 0.15,
    subscriptions: [0, 2],
    trip_every: [400, 700],
    travels: 0.35,
    trip_scale: [0.25, 0.45],
    hazard: 0.62,
  },
  stable: {
    mix: "mainstream",
    purchases: 14,
    purchases_spread: 0.28,
    ticket_scale: 2.7,
    ticket_spread: 0.24,
    subscriptions: [1, 4],
    trip_every: [150, 400],
    travels: 0.35,
    trip_scale: [0.4, 0.75],
    hazard: 1.42,
  },
};

/** Flavours of each kind of household, see category-mix.ts. */
export const FLAVOUR_COUNT = 8;

/** The kinds of households in the order of their rows in the category mix. */
export const MIX_KINDS = ["traveler", "mainstream", "budget"] as const;

/** How fades come about and look. */
export const fades = {
  /** First day on which an onset can lie, counted from first_date: fades under way when the period begins. */
  first_onset: -170,
  /** Onsets a day and customer of average hazard. */
  daily_onsets: 0.00065,
  /** After the migration the acquired book leaves faster: this much more at once, fading out over so many days. */
  migration_extra: 0.5,
  migration_decay_days: 120,
  /** Nine fades in ten are slow; the others are a card that is put away. */
  slow_share: 0.8,
  slow_days: [60, 170] as Span,
  sudden_days: [2, 25] as Span,
  /** Most stop using the card; some keep it at the back of the wallet. */
  to_zero_share: 0.9,
  leftover_permille: [30, 110] as Span,
  /** Some come back, long after they left. */
  return_share: 0.45,
  return_after_days: [150, 260] as Span,
  return_over_days: [30, 90] as Span,
  /** Warning signs begin so many days before the onset and last so long. */
  warning_lead_days: [30, 80] as Span,
  warning_days: [90, 150] as Span,
  warning_share: 0.45,
  warning_declines_micro: [25_000, 80_000] as Span,
  /** Warning signs that come to nothing: a tight month, a card reissued. */
  false_warning_share: 0.4,
  false_warning_days: [30, 90] as Span,
  false_warning_declines_micro: [20_000, 80_000] as Span,
} as const;

/** Dips: a holiday abroad, a tight month, another card's welcome offer. They recover. */
export const dips = {
  share: 0.54,
  fade_days: [7, 25] as Span,
  floor_permille: [60, 850] as Span,
  hold_days: [7, 45] as Span,
  recover_days: [14, 45] as Span,
} as const;
