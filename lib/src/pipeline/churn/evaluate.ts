// Judges a churn model on a cut-off it has never seen.
import { bootstrapByCustomer, type Interval, type ScoreMetric, scoreIntervals } from "../../churn/bootstrap";
import { type DecileInterval, decileIntervals } from "../../churn/contact-intervals";
import type { Frame } from "../../churn/frame";
import { type ReliabilityBin, reliabilityCurve } from "../../churn/probability-metrics";
import { type Outcomes, outcomesAt } from "../../churn/threshold-metrics";
import { type Baseline, type BaselineOptions, churnBaselines } from "./baselines";
import { type ChurnModel, churnProbabilities } from "./train";

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
  /** Sum of probabilities over those who churned: 1 when the model is right in sum. */
  readonly said_over_happened: Interval;
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
 * @param baselines simpler scores to stand beside it, see `churnBaselines`
 */
export function evaluateBacktest(
  backtest: Backtest,
  baselines: readonly Baseline[] = [],
  { resamples = 200 }: EvaluateOptions = {},
): ChurnEvaluation {
  const { model_version, snapshot_date, threshold, customer_ids, scores, labels } = backtest;
  const scored = { scores, labels };
  const churned = labels.reduce((sum, label) => sum + label, 0);
  return {
    model_version,
    snapshot_date,
    customers: labels.length,
    churned,
    churn_rate: churned / labels.length,
    threshold,
    metrics: scoreIntervals(scored, customer_ids, threshold, { resamples }),
    outcomes: outcomesAt(scored, threshold),
    baselines,
    deciles: decileIntervals(scored, customer_ids, { resamples }),
    reliability: reliabilityCurve(scored),
    said_over_happened: saidOverHappened(backtest, resamples),
  };
}

/**
 * The same from a model and the frame of its test cut-off, beside two rules, and a regression when there is one.
 *
 * @param test the cut-off after training, threshold and calibration, see `readTestFrame`
 */
export function evaluateChurn(model: ChurnModel, test: Frame, options: BaselineOptions = {}): ChurnEvaluation {
  return evaluateBacktest(backtestOf(model, test), churnBaselines(test, options), options);
}

function saidOverHappened({ customer_ids, scores, labels }: Backtest, resamples: number): Interval {
  const { ratio } = bootstrapByCustomer(
    customer_ids,
    (weights) => {
      let said = 0;
      let happened = 0;
      for (let row = 0; row < labels.length; row++) {
        said += weights[row]! * scores[row]!;
        happened += weights[row]! * labels[row]!;
      }
      return { ratio: said / happened };
    },
    { resamples },
  );
  return ratio;
}
