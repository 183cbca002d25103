// Whether a probability means what it says: of customers scored 0.3, do 30 % leave?
import { InvalidInputError } from "../core/errors";
import { checkedScored, needBoth, ranked, type Scored } from "./scored";
import { probabilityOf } from "./tree-model";

/** Steps end with one that moves slope and intercept no further: what is left is about the square of it. */
const GOOD_ENOUGH = 3e-3;

/** Probabilities this near to 0 or 1 are taken as this, so that a log stays finite. */
const NEAREST = 1e-12;

/**
 * Brier score: the mean squared distance between probability and outcome. 0 is perfect; the churn rate for everyone
 * gives rate x (1 - rate).
 *
 * @throws InvalidInputError when a score is outside [0, 1]
 * @example
 * brierScore({ scores: [0.5, 0.5], labels: [1, 0] }); // => 0.25
 */
export function brierScore(scored: Scored): number {
  return mean(scored, "brierScore", (probability, label) => (probability - label) ** 2);
}

/**
 * Log loss: the mean of -log(probability of what happened), in nats. 0 is perfect.
 *
 * @throws InvalidInputError when a score is outside [0, 1]
 * @example
 * logLoss({ scores: [0.5, 0.5], labels: [1, 0] }); // => Math.log(2)
 */
export function logLoss(scored: Scored): number {
  return mean(scored, "logLoss", (probability, label) => {
    const kept = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
    return -Math.log(label === 1 ? kept : 1 - kept);
  });
}

/** Customers with alike probabilities. */
export interface ReliabilityBin {
  readonly customers: number;
  readonly mean_probability: number;
  readonly churn_rate: number;
  /** Where the churn rate may lie by chance, 95 % (Wilson). */
  readonly low: number;
  readonly high: number;
}

/**
 * The reliability curve: customers in `bins` equally large groups by probability, what was said and what happened.
 * Equal probabilities stay together, so there may be fewer groups.
 *
 * @throws InvalidInputError when a score is outside [0, 1]
 * @example
 * const scored = { scores: [0.1, 0.1, 0.9, 0.9], labels: [0, 0, 1, 0] };
 * reliabilityCurve(scored, 2).map((bin) => bin.churn_rate); // => [0, 0.5]
 */
export function reliabilityCurve(scored: Scored, bins = 10): ReliabilityBin[] {
  needProbabilities(scored, "reliabilityCurve");
  const { scores, labels, weights, order } = ranked(scored);
  const all = weights ? Array.from(weights).reduce((sum, weight) => sum + weight, 0) : labels.length;
  const curve: ReliabilityBin[] = [];
  let group = { size: 0, said: 0, churned: 0 };
  let seen = 0;
  for (let i = order.length - 1; i >= 0; i--) {
    const row = order[i]!;
    const weight = weights ? weights[row]! : 1;
    group.size += weight;
    group.said += weight * scores[row]!;
    group.churned += weight * labels[row]!;
    seen += weight;
    const isTied = i > 0 && scores[order[i - 1]!] === scores[row];
    if (isTied || group.size === 0 || (i > 0 && seen < ((curve.length + 1) / bins) * all - 1e-9)) continue;
    curve.push(reliabilityBin(group));
    group = { size: 0, said: 0, churned: 0 };
  }
  return curve;
}

/** The line that takes the log odds said to the log odds that happened. */
export interface CalibrationLine {
  /** 1 is right; below 1 the scores are too extreme, above 1 too timid. */
  readonly slope: number;
  /** 0 is right; above 0 more churn than said. Taken at the fitted slope. */
  readonly intercept: number;
}

/**
 * Calibration slope and intercept: a logistic regression of the outcome on the log odds of the probability.
 * With scores that all agree the slope cannot be known, and is given as 0.
 *
 * @throws InvalidInputError when a score is outside [0, 1], or nobody churned or stayed
 * @see Cox, "Two further applications of a model for binary regression", 1958
 */
export function calibrationLine(scored: Scored): CalibrationLine {
  needProbabilities(scored, "calibrationLine");
  const margins = Float64Array.from(scored.scores, logOdds);
  return logisticLine({ ...scored, scores: margins });
}

/** Log odds of a probability; 0 and 1 are taken as very near to it. */
export function logOdds(probability: number): number {
  const kept = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
  return Math.log(kept / (1 - kept));
}

/**
 * The line on a score that fits the outcomes best, by Newton steps: log odds = intercept + slope x score.
 * A score that separates the two perfectly stops at the last sound step. A line known to be near saves steps.
 */
export function logisticLine(scored: Scored, start?: CalibrationLine): CalibrationLine {
  const { churned, stayed } = needBoth(scored, "A calibration line");
  const { scores, labels, weights } = scored;
  let { intercept, slope } = start ?? { intercept: Math.log(churned / stayed), slope: 0 };
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (let row = 0; row < labels.length; row++) {
      const weight = weights ? weights[row]! : 1;
      if (weight === 0) continue;
      const score = scores[row]!;
      const probability = probabilityOf(intercept + slope * score);
      const miss = weight * (labels[row]! - probability);
      const spread = weight * probability * (1 - probability);
      g0 += miss;
      g1 += miss * score;
      h00 += spread;
      h01 += spread * score;
      h11 += spread * score * score;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-9 * h00 * h11)) break;
    const longest = 5; // log odds: a longer step is cut, so that separation does not run away
    const moveSlope = bounded((h00 * g1 - h01 * g0) / determinant, longest);
    const moveIntercept = bounded((h11 * g0 - h01 * g1) / determinant, longest);
    slope += moveSlope;
    intercept += moveIntercept;
    if (Math.abs(moveSlope) + Math.abs(moveIntercept) < GOOD_ENOUGH) break;
  }
  return { slope, intercept };
}

function bounded(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

function reliabilityBin({ size, said, churned }: { size: number; said: number; churned: number }): ReliabilityBin {
  const z = 1.96;
  const rate = churned / size;
  const middle = (rate + (z * z) / (2 * size)) / (1 + (z * z) / size);
  const reach = (z / (1 + (z * z) / size)) * Math.sqrt((rate * (1 - rate)) / size + (z * z) / (4 * size * size));
  return {
    customers: size,
    mean_probability: said / size,
    churn_rate: rate,
    low: Math.max(0, middle - reach),
    high: Math.min(1, middle + reach),
  };
}

function mean(scored: Scored, who: string, lossOf: (probability: number, label: number) => number): number {
  needProbabilities(scored, who);
  const { scores, labels, weights } = scored;
  let sum = 0;
  let all = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights ? weights[row]! : 1;
    if (weight === 0) continue;
    sum += weight * lossOf(scores[row]!, labels[row]!);
    all += weight;
  }
  return sum / all;
}

function needProbabilities(scored: Scored, who: string): void {
  checkedScored(scored, who);
  for (let row = 0; row < scored.scores.length; row++) {
    const score = scored.scores[row]!;
    if (!(score >= 0 && score <= 1))
      throw new InvalidInputError(`${who} needs probabilities in [0, 1], got ${score} in row ${row}; a margin?`);
  }
}
