// How sure the numbers of a calibrated score are.
import { InvalidInputError } from "../core/errors";
import { type BootstrapOptions, bootstrapByCustomer, type Interval } from "./bootstrap";
import { brierScore, logisticLine, logLoss, logOdds } from "./probability-metrics";
import { auc, averagePrecision, liftAt } from "./ranking-metrics";
import { type Descent, descentOf, ranked, type Scored } from "./scored";
import { outcomesAt } from "./threshold-metrics";

/** The numbers that say how good a calibrated score is, by name. */
export const scoreMetrics = [
  "auc",
  "average_precision",
  "precision",
  "recall",
  "f1",
  "lift_top_decile",
  "brier",
  "log_loss",
  "calibration_slope",
  "calibration_intercept",
] as const;

export type ScoreMetric = (typeof scoreMetrics)[number];

/** Rows from the highest score down, so that each resample reads them in order. */
export interface FallingRows {
  readonly customer_ids: readonly string[];
  readonly scores: Float64Array;
  readonly labels: Uint8Array;
  /** 0, 1, 2 ...: they are sorted already. */
  readonly order: Uint32Array;
}

/**
 * The rows sorted for many resamples.
 *
 * @param customer_ids one per row
 * @throws InvalidInputError when there are more or fewer customers than scores
 */
export function fallingRows(scored: Scored, customer_ids: readonly string[]): FallingRows {
  if (customer_ids.length !== scored.labels.length)
    throw new InvalidInputError(
      `scoreIntervals needs a customer for each of ${scored.labels.length} scores, got ${customer_ids.length}`,
    );
  const { order } = ranked(scored);
  return {
    customer_ids: Array.from(order, (row) => customer_ids[row]!),
    scores: Float64Array.from(order, (row) => scored.scores[row]!),
    labels: Uint8Array.from(order, (row) => scored.labels[row]!),
    order: order.map((_, place) => place),
  };
}

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
  const rows = fallingRows(scored, customer_ids);
  const numbersOf = scoreNumbers(rows, threshold);
  return bootstrapByCustomer(
    rows.customer_ids,
    (weights) => numbersOf(weights, descentOf({ ...rows, weights })),
    options,
  );
}

/** The same numbers for one resample after the other; what a row alone decides is known once. */
export function scoreNumbers(
  { scores, labels, order }: FallingRows,
  threshold: number,
): (weights: Float64Array, descent: Descent) => Record<ScoreMetric, number> {
  const losses = (loss: (one: Scored) => number) =>
    scores.map((score, row) => loss({ scores: [score], labels: [labels[row]!] }));
  const [briers, logLosses] = [losses(brierScore), losses(logLoss)];
  const margins = scores.map(logOdds);
  const whole = logisticLine({ scores: margins, labels });
  return (weights, descent) => {
    const { precision, recall, f1 } = outcomesAt({ scores, labels, order, weights }, threshold);
    const line = logisticLine({ scores: margins, labels, order, weights }, whole);
    return {
      auc: auc(descent),
      average_precision: averagePrecision(descent),
      precision,
      recall,
      f1,
      lift_top_decile: liftAt(descent, 0.1),
      brier: weightedMean(briers, weights),
      log_loss: weightedMean(logLosses, weights),
      calibration_slope: line.slope,
      calibration_intercept: line.intercept,
    };
  };
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
