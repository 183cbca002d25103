// From a model's margin to a probability one can take at its word, learned on a later snapshot.
import { InvalidInputError } from "../core/errors";
import { logisticLine } from "./probability-metrics";
import { needBoth, ranked } from "./scored";
import { probabilityOf } from "./tree-model";

/** Log odds = intercept + slope x margin. Keeps the order of customers when the slope is above 0. */
export interface PlattCalibration {
  readonly kind: "platt";
  readonly slope: number;
  readonly intercept: number;
}

/** A rising line through points; level before the first and after the last. Makes ties. */
export interface IsotonicCalibration {
  readonly kind: "isotonic";
  readonly margins: readonly number[];
  readonly probabilities: readonly number[];
}

/** Plain data: goes into a JSON file as it is. */
export type Calibration = PlattCalibration | IsotonicCalibration;

/**
 * Platt's calibration: a logistic regression of the outcome on the margin. Two numbers, so a few hundred churners are
 * enough. A margin that sorts the wrong way round gets slope 0: everyone the churn rate.
 *
 * @throws InvalidInputError when nobody churned or nobody stayed
 * @see Platt, "Probabilistic outputs for support vector machines", 1999
 */
export function fitPlatt(margins: ArrayLike<number>, labels: ArrayLike<number>): PlattCalibration {
  const { slope, intercept } = logisticLine({ scores: margins, labels });
  const { churned, stayed } = needBoth({ scores: margins, labels }, "fitPlatt");
  return slope > 0
    ? { kind: "platt", slope, intercept }
    : { kind: "platt", slope: 0, intercept: Math.log(churned / stayed) };
}

/**
 * Isotonic calibration: the rising steps that fit the outcomes best (pool adjacent violators), joined by lines. Free
 * of shape, so it wants thousands of churners. No probability is 0 or 1: a step of n customers stays 1 / (n + 2) away.
 *
 * @throws InvalidInputError when nobody churned or nobody stayed
 * @example
 * fitIsotonic([1, 2, 3, 4], [0, 1, 0, 1]).probabilities; // => [1 / 3, 0.5, 0.5, 1 - 1 / 3]
 */
export function fitIsotonic(margins: ArrayLike<number>, labels: ArrayLike<number>): IsotonicCalibration {
  needBoth({ scores: margins, labels }, "fitIsotonic");
  const { order } = ranked({ scores: margins, labels });
  const steps: { low: number; high: number; churned: number; size: number }[] = [];
  for (const row of order.toReversed()) {
    const margin = margins[row]!;
    steps.push({ low: margin, high: margin, churned: labels[row]!, size: 1 });
    while (steps.length > 1) {
      const [before, last] = [steps[steps.length - 2]!, steps[steps.length - 1]!];
      const isRising = before.churned * last.size < last.churned * before.size && before.high < last.low;
      if (isRising) break;
      steps.pop();
      before.high = last.high;
      before.churned += last.churned;
      before.size += last.size;
    }
  }
  const points = steps.flatMap(({ low, high, churned, size }) => {
    const near = 1 / (size + 2);
    const probability = Math.min(1 - near, Math.max(near, churned / size));
    return low === high
      ? [[low, probability]]
      : [
          [low, probability],
          [high, probability],
        ];
  });
  // steps of different sizes stay away from 0 and 1 by different amounts; keep them rising
  const probabilities = points.map(([, probability]) => probability!);
  for (let i = 1; i < probabilities.length; i++) probabilities[i] = Math.max(probabilities[i]!, probabilities[i - 1]!);
  return { kind: "isotonic", margins: points.map(([margin]) => margin!), probabilities };
}

/**
 * The calibrated probability of every margin.
 *
 * @throws InvalidInputError when the calibration is neither of the two kinds
 * @example
 * calibrated({ kind: "platt", slope: 1, intercept: 0 }, [0]); // => Float64Array.of(0.5)
 */
export function calibrated(calibration: Calibration, margins: ArrayLike<number>): Float64Array {
  if (calibration.kind === "platt") {
    const { slope, intercept } = calibration;
    return Float64Array.from(margins, (margin) => probabilityOf(intercept + slope * margin));
  }
  if (calibration.kind !== "isotonic")
    throw new InvalidInputError(`A calibration is platt or isotonic, got ${JSON.stringify(calibration)}`);
  return Float64Array.from(margins, (margin) => along(calibration, margin));
}

function along({ margins, probabilities }: IsotonicCalibration, margin: number): number {
  let low = 0;
  let high = margins.length - 1;
  if (margin <= margins[low]!) return probabilities[low]!;
  if (margin >= margins[high]!) return probabilities[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (margins[middle]! <= margin) low = middle;
    else high = middle;
  }
  const part = (margin - margins[low]!) / (margins[high]! - margins[low]!);
  return probabilities[low]! + part * (probabilities[high]! - probabilities[low]!);
}
