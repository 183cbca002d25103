// How sure a number is: the same number on customers drawn anew, many times.
import { InvalidInputError } from "../core/errors";
import { randomStream } from "../core/random";
import { brierScore, logisticLine, logLoss, logOdds } from "./probability-metrics";
import { auc, averagePrecision, liftAt } from "./ranking-metrics";
import { ranked, type Scored } from "./scored";
import { outcomesAt } from "./threshold-metrics";

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

/** The numbers that say how good a calibrated score is, by name. */
export type ScoreMetric =
  | "auc"
  | "average_precision"
  | "precision"
  | "recall"
  | "f1"
  | "lift_top_decile"
  | "brier"
  | "log_loss"
  | "calibration_slope"
  | "calibration_intercept";

/**
 * Every metric of a calibrated probability, with intervals by customer.
 *
 * @param threshold the probability from which on customers are contacted; chosen beforehand, on an earlier snapshot
 * @throws InvalidInputError when a score is outside [0, 1], or nobody churned or nobody stayed
 */
export function scoreIntervals(
  scored: Scored,
  customer_ids: readonly string[],
  threshold: number,
  options: BootstrapOptions = {},
): Record<ScoreMetric, Interval> {
  if (customer_ids.length !== scored.labels.length)
    throw new InvalidInputError(
      `scoreIntervals needs a customer for each of ${scored.labels.length} scores, got ${customer_ids.length}`,
    );
  const { order } = ranked(scored);
  // from the highest score down, so that each resample reads its rows in order; what a row alone decides is known once
  const scores = Float64Array.from(order, (row) => scored.scores[row]!);
  const labels = Uint8Array.from(order, (row) => scored.labels[row]!);
  const places = order.map((_, place) => place);
  const losses = (loss: (one: Scored) => number) =>
    scores.map((score, row) => loss({ scores: [score], labels: [labels[row]!] }));
  const [briers, logLosses] = [losses(brierScore), losses(logLoss)];
  const margins = scores.map(logOdds);
  const whole = logisticLine({ scores: margins, labels });
  return bootstrapByCustomer(
    Array.from(order, (row) => customer_ids[row]!),
    (weights) => {
      const sample = { scores, labels, order: places, weights };
      const { precision, recall, f1 } = outcomesAt(sample, threshold);
      const line = logisticLine({ ...sample, scores: margins }, whole);
      return {
        auc: auc(sample),
        average_precision: averagePrecision(sample),
        precision,
        recall,
        f1,
        lift_top_decile: liftAt(sample, 0.1),
        brier: weightedMean(briers, weights),
        log_loss: weightedMean(logLosses, weights),
        calibration_slope: line.slope,
        calibration_intercept: line.intercept,
      };
    },
    options,
  );
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let all = 0;
  for (let row = 0; row < values.length; row++) {
    sum += weights[row]! * values[row]!;
    all += weights[row]!;
  }
  return sum / all;
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
