// Judges a churn model on a cut-off it has never seen, beside two rules and a regression.
import { bootstrapByCustomer, type Interval, type ScoreMetric, scoreIntervals } from "../../churn/bootstrap";
import { type DecileInterval, decileIntervals } from "../../churn/contact-intervals";
import { type Frame, featureOf } from "../../churn/frame";
import { logisticProbabilities, trainLogistic } from "../../churn/logistic";
import { type ReliabilityBin, reliabilityCurve } from "../../churn/probability-metrics";
import { auc } from "../../churn/ranking-metrics";
import { recencyByFrequency, spendRatio } from "../../churn/rules";
import { ranked } from "../../churn/scored";
import { type Outcomes, outcomesAt } from "../../churn/threshold-metrics";
import { type ChurnModel, churnProbabilities } from "./train";

/** A score that is simpler than the model, and how well it sorts. */
export interface Baseline {
  readonly name: "recency by frequency" | "spend ratio" | "logistic regression";
  readonly auc: Interval;
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

export interface EvaluateOptions {
  readonly resamples?: number;
  /** The frame a logistic regression learns from; without it there is none to compare with. */
  readonly train?: Frame;
}

/**
 * Every number that a churn model is judged by, on the test frame, with 95 % intervals by customer.
 *
 * @param test the cut-off after training, threshold and calibration, see `readTestFrame`
 */
export function evaluateChurn(model: ChurnModel, test: Frame, options: EvaluateOptions = {}): ChurnEvaluation {
  const { resamples = 200, train } = options;
  const labels = test.labels!;
  const scores = churnProbabilities(model, test, "judged");
  const scored = { scores, labels };
  const churned = labels.reduce((sum, label) => sum + label, 0);
  const said_over_happened = bootstrapByCustomer(
    test.customer_ids,
    (weights) => {
      let [said, happened] = [0, 0];
      for (let row = 0; row < labels.length; row++) {
        said += weights[row]! * scores[row]!;
        happened += weights[row]! * labels[row]!;
      }
      return { ratio: said / happened };
    },
    { resamples },
  ).ratio;
  return {
    model_version: model.model_version,
    snapshot_date: test.snapshot_dates!.at(-1)!,
    customers: labels.length,
    churned,
    churn_rate: churned / labels.length,
    threshold: model.threshold,
    metrics: scoreIntervals(scored, test.customer_ids, model.threshold, { resamples }),
    outcomes: outcomesAt(scored, model.threshold),
    baselines: baselinesOf(test, resamples, train),
    deciles: decileIntervals(scored, test.customer_ids, { resamples }),
    reliability: reliabilityCurve(scored),
    said_over_happened,
  };
}

/** The two one-line rules, and a regression when there is a frame to learn from. */
function baselinesOf(test: Frame, resamples: number, train?: Frame): Baseline[] {
  const has = (name: string) => test.features.some((feature) => feature.name === name);
  const column = (name: string) => featureOf(test, name).values as Float64Array;
  const found: { name: Baseline["name"]; scores: Float64Array }[] = [];
  if (has("recency_days") && has("purchases_90_days"))
    found.push({
      name: "recency by frequency",
      scores: recencyByFrequency(column("recency_days"), column("purchases_90_days")),
    });
  if (has("spend_90_days") && has("spend_180_days"))
    found.push({
      name: "spend ratio",
      scores: spendRatio(
        column("spend_90_days").map((spend) => spend / 90),
        column("spend_180_days").map((spend) => spend / 180),
      ),
    });
  if (train) found.push({ name: "logistic regression", scores: logisticProbabilities(trainLogistic(train), test) });
  return found.map(({ name, scores }) => {
    const sorted = ranked({ scores, labels: test.labels! });
    const both = bootstrapByCustomer(test.customer_ids, (weights) => ({ auc: auc({ ...sorted, weights }) }), {
      resamples: Math.min(100, resamples),
    });
    return { name, auc: both.auc };
  });
}
