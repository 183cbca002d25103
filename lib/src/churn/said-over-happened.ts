// Whether probabilities are right in sum: the number a budget rests on.
import { bootstrapByCustomer, type Interval } from "./bootstrap";
import type { Scored } from "./scored";

/**
 * The sum of probabilities over the number of those who churned, with its interval by customer: 1 when a score is
 * right in sum.
 *
 * @example
 * const ten = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
 * const half = ten.map(() => 0.5);
 * saidOverHappened(ten, half, [1, 0, 1, 0, 1, 0, 1, 0, 1, 0]).value; // => 1
 */
export function saidOverHappened(
  customer_ids: readonly string[],
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  resamples = 100,
): Interval {
  const ratioOf = (weights: Float64Array) => ({ ratio: saidOverHappenedOnce({ scores, labels, weights }) });
  return bootstrapByCustomer(customer_ids, ratioOf, { resamples }).ratio;
}

/** The same number without its interval. */
export function saidOverHappenedOnce({ scores, labels, weights }: Scored): number {
  let said = 0;
  let happened = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights ? weights[row]! : 1;
    said += weight * scores[row]!;
    happened += weight * labels[row]!;
  }
  return said / happened;
}
