// How sure a number is: the same number on customers drawn anew, many times.
import { InvalidInputError } from "../core/errors";
import { randomStream } from "../core/random";

/** A number, and where it lies in most resamples. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** How often customers are drawn anew; 300 when left out. */
  readonly resamples?: number;
  /** Part of the resamples inside the interval; 0.95 when left out. */
  readonly level?: number;
  readonly seed?: number;
}

/**
 * Bootstrap by customer: customers are drawn with replacement, each with all their rows (several snapshots are not
 * several witnesses). A resample on which the numbers cannot be had (nobody churned in it) is passed over.
 *
 * @param customer_ids one per row
 * @param statistics numbers by name, from how often each row counts; called with all ones first
 * @throws InvalidInputError when there are no rows, or more than half of the resamples give nothing
 * @example
 * const values = [1, 2, 3];
 * const mean = (weights) => ({ mean: values.reduce((sum, value, i) => sum + value * weights[i], 0) / 3 });
 * bootstrapByCustomer(["a", "b", "c"], mean).mean.value; // => 2
 */
export function bootstrapByCustomer<Name extends string>(
  customer_ids: readonly string[],
  statistics: (weights: Float64Array) => Record<Name, number>,
  options: BootstrapOptions = {},
): Record<Name, Interval> {
  const { resamples = 300, level = 0.95, seed = 42 } = options;
  if (customer_ids.length === 0) throw new InvalidInputError("A bootstrap needs customers, got none");
  if (!(Number.isInteger(resamples) && resamples >= 10 && level > 0 && level < 1))
    throw new InvalidInputError(
      `A bootstrap needs at least 10 resamples and a level in (0, 1), got ${resamples} and ${level}`,
    );
  const places = new Map<string, number>();
  const customerOf = Int32Array.from(customer_ids as readonly string[] & ArrayLike<string>, (id) => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, places.size);
    return places.size - 1;
  });
  const weights = new Float64Array(customer_ids.length).fill(1);
  const whole = statistics(weights);
  const names = Object.keys(whole) as Name[];
  const draws = names.map(() => [] as number[]);
  const { next } = randomStream(seed, "bootstrap by customer");
  const counts = new Float64Array(places.size);
  for (let resample = 0; resample < resamples; resample++) {
    counts.fill(0);
    for (let i = 0; i < counts.length; i++) counts[Math.floor(next() * counts.length)]!++;
    for (let row = 0; row < weights.length; row++) weights[row] = counts[customerOf[row]!]!;
    const found = soundOnly(() => statistics(weights));
    if (!found) continue;
    for (const [i, name] of names.entries()) draws[i]!.push(found[name]);
  }
  const kept = draws[0]?.length ?? resamples;
  if (kept < resamples / 2)
    throw new InvalidInputError(
      `A bootstrap of ${places.size} customers gave a number in ${kept} of ${resamples} resamples; more churners are needed`,
    );
  const interval = (value: number, values: number[]): Interval => {
    values.sort((a, b) => a - b);
    const at = (share: number) => values[Math.min(kept - 1, Math.floor(share * kept))]!;
    return { value, low: at((1 - level) / 2), high: at((1 + level) / 2) };
  };
  return Object.fromEntries(names.map((name, i) => [name, interval(whole[name], draws[i]!)])) as Record<Name, Interval>;
}

/** What `work` gives, or nothing when its input was refused. */
function soundOnly<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
