// What happens when everyone from a threshold up is contacted: hits, misses, money.
import { InvalidInputError } from "../core/errors";
import { checkedScored, needBoth, type Scored, soundDescent } from "./scored";

/** Who was contacted, and who should have been. */
export interface Outcomes {
  readonly threshold: number;
  readonly true_positives: number;
  readonly false_positives: number;
  readonly false_negatives: number;
  readonly true_negatives: number;
  /** Churners among those contacted; 0 when nobody is. */
  readonly precision: number;
  /** Part of all churners that was contacted; 0 when nobody churned. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
  /** Part of all customers that was contacted. */
  readonly contacted_share: number;
}

/**
 * Hits and misses when every score at or above `threshold` is contacted.
 *
 * @example
 * outcomesAt({ scores: [0.9, 0.6, 0.4, 0.1], labels: [1, 0, 1, 0] }, 0.5).precision; // => 0.5
 */
export function outcomesAt(scored: Scored, threshold: number): Outcomes {
  if (Number.isNaN(threshold)) throw new InvalidInputError("outcomesAt needs a threshold, got NaN");
  const { scores, labels, weights } = checkedScored(scored, "outcomesAt");
  const counts = [0, 0, 0, 0]; // stayed and left alone, stayed and contacted, churned and left alone, churned and contacted
  for (let row = 0; row < labels.length; row++)
    counts[2 * labels[row]! + (scores[row]! >= threshold ? 1 : 0)]! += weights ? weights[row]! : 1;
  const [true_negatives, false_positives, false_negatives, true_positives] = counts as [number, number, number, number];
  return outcomes(threshold, true_positives, false_positives, false_negatives, true_negatives);
}

/** What contacting brings and takes, in dollars per customer. */
export interface ContactCosts {
  /** Spent on everyone contacted. */
  readonly cost_per_contact: number;
  /** Margin kept when a churner is saved. */
  readonly value_of_a_saved_customer: number;
  /** Chance that contacting a churner saves them, in [0, 1]. */
  readonly save_rate: number;
}

/**
 * Expected profit of contacting every score at or above `threshold`, in dollars for all customers together, against
 * contacting nobody.
 *
 * @throws InvalidInputError when a cost is negative or the save rate is outside [0, 1]
 * @example
 * const costs = { cost_per_contact: 10, value_of_a_saved_customer: 200, save_rate: 0.25 };
 * profitAt({ scores: [0.9, 0.6, 0.4, 0.1], labels: [1, 0, 1, 0] }, 0.5, costs); // => 30
 */
export function profitAt(scored: Scored, threshold: number, costs: ContactCosts): number {
  const { true_positives, false_positives } = outcomesAt(scored, threshold);
  return profit(true_positives, false_positives, costs);
}

/**
 * The probability at which contacting pays for itself: cost / (value x save rate). Right for calibrated scores.
 *
 * @throws InvalidInputError when a cost is negative, the save rate is outside [0, 1], or nothing can be won
 * @example
 * breakEven({ cost_per_contact: 10, value_of_a_saved_customer: 200, save_rate: 0.25 }); // => 0.2
 */
export function breakEven(costs: ContactCosts): number {
  const { cost_per_contact, value_of_a_saved_customer, save_rate } = checkedCosts(costs);
  const won = value_of_a_saved_customer * save_rate;
  if (won <= 0) throw new InvalidInputError(`breakEven needs a save to be worth something, got ${won} dollars`);
  return cost_per_contact / won;
}

/** A threshold, with what it does on the customers it was chosen on. */
export interface ThresholdPoint extends Outcomes {
  /** Present when costs were given. */
  readonly profit?: number;
}

/**
 * The score from which on to contact so that F1 is largest; among equals the highest. Choose it on one snapshot,
 * report it on a later one.
 *
 * @throws InvalidInputError when nobody churned or nobody stayed
 * @example
 * thresholdForF1({ scores: [0.9, 0.6, 0.4, 0.1], labels: [1, 1, 0, 0] }).threshold; // => 0.6
 */
export function thresholdForF1(scored: Scored): Outcomes {
  return best(everyThreshold(scored), ({ f1 }) => f1);
}

/**
 * The score from which on to contact so that expected profit is largest. When every contact loses money, the
 * threshold is Infinity: contact nobody.
 *
 * @throws InvalidInputError when nobody churned or nobody stayed, or the costs make no sense
 * @example
 * const costs = { cost_per_contact: 10, value_of_a_saved_customer: 200, save_rate: 0.25 };
 * thresholdForProfit({ scores: [0.9, 0.6, 0.4, 0.1], labels: [1, 0, 0, 0] }, costs).threshold; // => 0.9
 */
export function thresholdForProfit(scored: Scored, costs: ContactCosts): ThresholdPoint {
  const { churned, stayed } = needBoth(scored, "thresholdForProfit");
  const nobody = { ...outcomes(Number.POSITIVE_INFINITY, 0, 0, churned, stayed), profit: 0 };
  return best([nobody, ...thresholdCurve(scored, costs)], (point) => point.profit);
}

/**
 * Every threshold worth trying, from the highest score down, thinned to `points` for a chart: outcomes and profit.
 *
 * @example
 * const costs = { cost_per_contact: 10, value_of_a_saved_customer: 200, save_rate: 0.25 };
 * thresholdCurve({ scores: [0.9, 0.6], labels: [1, 0] }, costs).map(({ profit }) => profit); // => [40, 30]
 */
export function thresholdCurve(
  scored: Scored,
  costs: ContactCosts,
  points = Number.POSITIVE_INFINITY,
): (Outcomes & { readonly profit: number })[] {
  checkedCosts(costs);
  const all = everyThreshold(scored);
  const step = Math.max(1, all.length / points);
  return all
    .filter((_, i) => i === all.length - 1 || Math.floor((i + 1) / step) > Math.floor(i / step))
    .map((point) => ({ ...point, profit: profit(point.true_positives, point.false_positives, costs) }));
}

function everyThreshold(scored: Scored): Outcomes[] {
  const { scores, churned, stayed, all_churned, all_stayed } = soundDescent(scored, "A threshold");
  let hits = 0;
  let misses = 0;
  return Array.from(scores, (score, step) => {
    hits += churned[step]!;
    misses += stayed[step]!;
    return outcomes(score, hits, misses, all_churned - hits, all_stayed - misses);
  });
}

function best<Point>(points: readonly Point[], worth: (point: Point) => number): Point {
  return points.reduce((most, point) => (worth(point) > worth(most) ? point : most));
}

function outcomes(
  threshold: number,
  true_positives: number,
  false_positives: number,
  false_negatives: number,
  true_negatives: number,
): Outcomes {
  const contacted = true_positives + false_positives;
  const churned = true_positives + false_negatives;
  return {
    threshold,
    true_positives,
    false_positives,
    false_negatives,
    true_negatives,
    precision: contacted > 0 ? true_positives / contacted : 0,
    recall: churned > 0 ? true_positives / churned : 0,
    f1: contacted + churned > 0 ? (2 * true_positives) / (contacted + churned) : 0,
    contacted_share: contacted / (contacted + false_negatives + true_negatives),
  };
}

function profit(true_positives: number, false_positives: number, costs: ContactCosts): number {
  const { cost_per_contact, value_of_a_saved_customer, save_rate } = checkedCosts(costs);
  return true_positives * save_rate * value_of_a_saved_customer - (true_positives + false_positives) * cost_per_contact;
}

function checkedCosts(costs: ContactCosts): ContactCosts {
  const { cost_per_contact, value_of_a_saved_customer, save_rate } = costs;
  const isFine = cost_per_contact >= 0 && value_of_a_saved_customer >= 0 && save_rate >= 0 && save_rate <= 1;
  if (!isFine)
    throw new InvalidInputError(
      `Costs need amounts of 0 or more and a save rate in [0, 1], got ${JSON.stringify(costs)}`,
    );
  return costs;
}
