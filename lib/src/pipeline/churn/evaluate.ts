// Judges a churn model on a cut-off it has never seen.
import { bootstrapByCustomer, type Interval } from "../../churn/bootstrap";
import { type DecileInterval, type LiftName, liftNumbers, withLiftIntervals } from "../../churn/contact-intervals";
import { type Frame, selectFeatures } from "../../churn/frame";
import { trainLogistic } from "../../churn/logistic";
import { type ReliabilityBin, reliabilityCurve } from "../../churn/probability-metrics";
import { liftByDecile } from "../../churn/ranking-metrics";
import { saidOverHappenedOnce } from "../../churn/said-over-happened";
import { fallingRows, type ScoreMetric, scoreMetrics, scoreNumbers } from "../../churn/score-intervals";
import { descentOf } from "../../churn/scored";
import { type FeatureAuc, singleFeatureAucs } from "../../churn/single-features";
import { breakEven, type ContactCosts, type Outcomes, outcomesAt, profitAt } from "../../churn/threshold-metrics";
import { type Baseline, type BaselineOptions, churnBaselines } from "./baselines";
import { type ChurnModel, churnProbabilities } from "./train";

/** What a call costs and brings where nothing else is said: a judgement, to be changed where it is better known. */
export const contactCosts: ContactCosts = { cost_per_contact: 12, value_of_a_saved_customer: 250, save_rate: 0.25 };

/** What a model said of customers whose outcome is known now, on a cut-off after those it learned from. */
export interface Backtest {
  readonly model_version: string;
  readonly snapshot_date: string;
  /** The probability from which on a customer counts as leaving, chosen on an earlier cut-off. */
  readonly threshold: number;
  /** One entry per row, as in the two below. */
  readonly customer_ids: readonly string[];
  /** Calibrated probabilities. */
  readonly scores: Float64Array;
  /** 1 churned, 0 stayed. */
  readonly labels: Uint8Array;
}

export interface ChurnEvaluation {
  readonly model_version: string;
  readonly snapshot_date: string;
  readonly customers: number;
  readonly churned: number;
  readonly churn_rate: number;
  /** The threshold, chosen on the calibrate cut-off. */
  readonly threshold: number;
  readonly metrics: Readonly<Record<ScoreMetric, Interval>>;
  readonly outcomes: Outcomes;
  readonly baselines: readonly Baseline[];
  readonly deciles: readonly DecileInterval[];
  readonly reliability: readonly ReliabilityBin[];
  /** The feature of the model that sorts best on its own; null when the features were not looked at. */
  readonly strongest_feature: FeatureAuc | null;
  /** Sum of probabilities over those who churned: 1 when the model is right in sum. */
  readonly said_over_happened: Interval;
  /** Expected profit of calling from the break-even of `contactCosts` on, in dollars for all customers together. */
  readonly profit: Interval;
}

/** What a model is held against, from the frame of the test cut-off. */
export interface Rivals {
  /** Simpler scores, see `churnBaselines`. */
  readonly baselines: readonly Baseline[];
  readonly strongest_feature: FeatureAuc | null;
}

/** How often customers are drawn anew for the intervals; 200 times when left out. */
export interface EvaluateOptions {
  readonly resamples?: number;
}

/** The model's own answers for a frame with labels, by the trees that were to be judged. */
export function backtestOf(model: ChurnModel, test: Frame): Backtest {
  return {
    model_version: model.model_version,
    snapshot_date: test.snapshot_dates!.at(-1)!,
    threshold: model.threshold,
    customer_ids: test.customer_ids,
    scores: churnProbabilities(model, test, "judged"),
    labels: test.labels!,
  };
}

/**
 * Every number that a churn model is judged by, with 95 % intervals by customer. It asks only what was said and what
 * happened: whichever trainer made the model, see `readBacktest`.
 *
 * @param rivals simpler scores to stand beside it, see `churnRivals`
 */
export function evaluateBacktest(
  backtest: Backtest,
  { baselines, strongest_feature }: Rivals = { baselines: [], strongest_feature: null },
  { resamples = 200 }: EvaluateOptions = {},
): ChurnEvaluation {
  const { model_version, snapshot_date, threshold, scores, labels } = backtest;
  const scored = { scores, labels };
  const intervals = intervalsOf(backtest, resamples);
  const churned = labels.reduce((sum, label) => sum + label, 0);
  return {
    model_version,
    snapshot_date,
    customers: labels.length,
    churned,
    churn_rate: churned / labels.length,
    threshold,
    metrics: Object.fromEntries(scoreMetrics.map((name) => [name, intervals[name]])) as Record<ScoreMetric, Interval>,
    outcomes: outcomesAt(scored, threshold),
    baselines,
    deciles: withLiftIntervals(liftByDecile(scored), intervals),
    reliability: reliabilityCurve(scored),
    strongest_feature,
    said_over_happened: intervals.said_over_happened,
    profit: intervals.profit,
  };
}

/** All numbers on the same drawings of customers. */
function intervalsOf({ customer_ids, scores, labels, threshold }: Backtest, resamples: number) {
  const rows = fallingRows({ scores, labels }, customer_ids);
  const scoresOf = scoreNumbers(rows, threshold);
  const worthwhile = breakEven(contactCosts);
  return bootstrapByCustomer<ScoreMetric | LiftName | "said_over_happened" | "profit">(
    rows.customer_ids,
    (weights) => {
      const sample = { ...rows, weights };
      const descent = descentOf(sample);
      return {
        ...scoresOf(weights, descent),
        ...liftNumbers(descent),
        said_over_happened: saidOverHappenedOnce(sample),
        profit: profitAt(sample, worthwhile, contactCosts),
      };
    },
    { resamples },
  );
}

/** Two rules, each feature alone, and a regression that learned from the train frame, on the customers of a test frame. */
export function trainedRivals(train: Frame, test: Frame, features: readonly string[]): Rivals {
  return churnRivals(test, features, { regression: trainLogistic(train) });
}

/** Two rules, each feature alone, and a regression when there is one, on the customers of a test frame. */
export function churnRivals(test: Frame, features: readonly string[], options: BaselineOptions = {}): Rivals {
  const [strongest_feature] = singleFeatureAucs(selectFeatures(test, features)) as [FeatureAuc];
  return { baselines: churnBaselines(test, options), strongest_feature };
}
