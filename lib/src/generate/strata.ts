// Evenly spread draws: shares that must hold at 1,000 people as they do at 200,000.

/**
 * What a draw decides. Each has an irrational step of its own, so that the draws do not follow one another; age and
 * employment, which are used together, were tried for the pair that covers the square best.
 */
const steps = {
  book: Math.sqrt(2),
  state: Math.sqrt(3),
  age: Math.sqrt(7),
  employment: Math.sqrt(29),
  card_type: Math.sqrt(13),
  limit_change: Math.sqrt(17),
  product_change: Math.sqrt(19),
  address_change: Math.sqrt(23),
} as const;

export type Purpose = keyof typeof steps;

/** One number in [0, 1) per person and purpose. */
export type Strata = (person_id: number, purpose: Purpose) => number;

/**
 * Quasi-random draws, one per person and purpose: person n gets the fractional part of n times an irrational step,
 * plus a start that comes from the seed. Any run of people covers [0, 1) evenly, so a 7 % share is 70 of 1,000
 * and 3,500 of 50,000 within a few people; the same person keeps the same draw whatever the count.
 *
 * @param starts one start in [0, 1) per purpose
 * @see Kronecker (Weyl) sequences in Kuipers & Niederreiter, "Uniform Distribution of Sequences"
 */
export function strataFrom(starts: (purpose: Purpose) => number): Strata {
  const offsets = new Map(Object.keys(steps).map((purpose) => [purpose, starts(purpose as Purpose)]));
  return (person_id, purpose) => (person_id * steps[purpose] + offsets.get(purpose)!) % 1;
}

/**
 * Where a draw falls in a table of weights, and how far into that entry it lies.
 *
 * @param draw in [0, 1)
 * @returns the entry, and the draw's place within it in [0, 1)
 * @example
 * placeIn([["a", 1], ["b", 3]], 0.625); // => ["b", 0.5]
 */
export function placeIn<T>(options: readonly (readonly [T, number])[], draw: number): [T, number] {
  let left = draw * options.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [option, weight] of options) {
    if (left < weight) return [option, left / weight];
    left -= weight;
  }
  return [options[options.length - 1]![0], 0.999999];
}
