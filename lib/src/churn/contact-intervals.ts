// How sure the numbers of a campaign are: lift tenth by tenth, and the profit of a threshold.
import { type BootstrapOptions, bootstrapByCustomer, type Interval } from "./bootstrap";
import { type Decile, liftByDecile } from "./ranking-metrics";
import { fallingRows } from "./score-intervals";
import { type Descent, descentOf, ranked, type Scored } from "./scored";
import { type ContactCosts, profitAt } from "./threshold-metrics";

/** A tenth of the customers, and where its lift lies in most resamples. */
export interface DecileInterval extends Decile {
  readonly lift_low: number;
  readonly lift_high: number;
}

/**
 * Lift and gain by decile with intervals by customer.
 *
 * @param customer_ids one per row
 * @throws InvalidInputError when nobody churned or nobody stayed
 * @example
 * const scores = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
 * const labels = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
 * decileIntervals({ scores, labels }, ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"])[0].lift; // => 2
 */
export function decileIntervals(
  scored: Scored,
  customer_ids: readonly string[],
  options: BootstrapOptions = {},
): DecileInterval[] {
  const sorted = ranked(scored);
  const lifts = bootstrapByCustomer(customer_ids, (weights) => liftNumbers(descentOf({ ...sorted, weights })), options);
  return withLiftIntervals(liftByDecile(sorted), lifts);
}

/** The lift of each tenth, by name, for one resample after the other. */
export function liftNumbers(descent: Descent): Record<LiftName, number> {
  const lifts = liftByDecile(descent).map(({ decile, lift }) => [`lift ${decile}`, lift] as const);
  return Object.fromEntries(lifts) as Record<LiftName, number>;
}

/** "lift 1" to "lift 10". */
export type LiftName = `lift ${number}`;

/** The tenths with the intervals of their lifts. */
export function withLiftIntervals(
  deciles: readonly Decile[],
  lifts: Readonly<Record<LiftName, Interval>>,
): DecileInterval[] {
  return deciles.map((decile) => {
    const { low, high } = lifts[`lift ${decile.decile}`]!;
    return { ...decile, lift_low: low, lift_high: high };
  });
}

/**
 * Expected profit of contacting every score at or above `threshold`, with its interval by customer: what `profitAt`
 * gives, on customers drawn anew. Costs and save rate are taken as given; their doubt comes on top. With as many
 * resamples it is the interval of `evaluateBacktest`: the same customers are drawn.
 *
 * @param threshold chosen beforehand, e.g. by `breakEven`; one that was chosen on the same customers flatters itself
 * @throws InvalidInputError when a cost is negative or the save rate is outside [0, 1]
 * @example
 * const costs = { cost_per_contact: 10, value_of_a_saved_customer: 200, save_rate: 0.25 };
 * const scored = { scores: [0.9, 0.6, 0.4, 0.1], labels: [1, 0, 1, 0] };
 * profitInterval(scored, ["a", "b", "c", "d"], 0.5, costs).value; // => 30
 */
export function profitInterval(
  scored: Scored,
  customer_ids: readonly string[],
  threshold: number,
  costs: ContactCosts,
  options: BootstrapOptions = {},
): Interval {
  const rows = fallingRows(scored, customer_ids);
  const profits = (weights: Float64Array) => ({ profit: profitAt({ ...rows, weights }, threshold, costs) });
  return bootstrapByCustomer(rows.customer_ids, profits, options).profit;
}
