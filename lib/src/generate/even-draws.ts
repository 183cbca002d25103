// Evenly spread draws for the people of one persona, so that shares and averages hold for a thousand as for a million.
import { randomStream } from "../core/random";

/** What the draws decide; each has an irrational step of its own. */
const purposes = [
  "purchases",
  "ticket",
  "wallet",
  "online",
  "phone",
  "weekend",
  "flavour",
  "trip",
  "trip_scale",
  "travels",
  "subscriptions",
  "onset",
  "has_fade",
  "fade_days",
  "fade_kind",
  "floor",
  "return",
  "warning",
  "dip",
  "dip_start",
  "ramp",
] as const;
export type DrawPurpose = (typeof purposes)[number];

const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73];
const step = Object.fromEntries(purposes.map((purpose, i) => [purpose, Math.sqrt(primes[i]!) % 1])) as Record<
  DrawPurpose,
  number
>;

/** Answers one number in [0, 1) per purpose. */
export type EvenDraws = (purpose: DrawPurpose) => number;

/**
 * Draws of the n-th person of a persona: n times an irrational step plus a seeded start, modulo 1.
 *
 * @param index place among the persona's people, from 0
 * @param persona_code keeps personas apart
 */
export function evenDraws(index: number, persona_code: number, seed: number): EvenDraws {
  const starts = startsOf(seed);
  return (purpose) => (index * step[purpose] + starts[purpose] + 0.137 * persona_code) % 1;
}

let known: { seed: number; starts: Record<DrawPurpose, number> } | undefined;

function startsOf(seed: number): Record<DrawPurpose, number> {
  if (known?.seed !== seed) {
    const random = randomStream(seed, "behaviour");
    const starts = Object.fromEntries(purposes.map((purpose) => [purpose, random.next()]));
    known = { seed, starts: starts as Record<DrawPurpose, number> };
  }
  return known.starts;
}

/**
 * The standard normal value below which a share of draws lies; exact to about 0.0005.
 *
 * @param share in (0, 1)
 * @see Abramowitz & Stegun, "Handbook of Mathematical Functions", 26.2.23
 * @example
 * Math.abs(normalQuantile(0.975) - 1.96) < 0.001; // => true
 */
export function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(Math.max(share, 1e-9)));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return top / bottom - t;
}
