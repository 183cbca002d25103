// Challenger against champion: the written rule, and what it says of two models.
import { bootstrapByCustomer, type Interval } from "../../churn/bootstrap";
import type { Frame } from "../../churn/frame";
import { auc, averagePrecision } from "../../churn/ranking-metrics";
import { ranked } from "../../churn/scored";
import type { ChurnEvaluation } from "./evaluate";
import { type ChurnModel, churnProbabilities } from "./train";

/** An AUC above this on a later cut-off means that a feature has seen the answer. */
export const AUC_CEILING = 0.95;
/** A single feature that sorts better than this is no feature but the label. */
export const SINGLE_FEATURE_CEILING = 0.9;
/** How much average precision a challenger may lose against the champion, at the lower end of the interval. */
export const TOLERATED_LOSS = 0.01;
export const SLOPE_BAND = [0.8, 1.25] as const;

/** The rule, as people read it. */
export const PROMOTION_RULE: readonly string[] = [
  `AUC on the test cut-off is at most ${AUC_CEILING}: more means leakage`,
  "AUC, lower end of its interval, is above both one-line rules",
  `calibration slope is between ${SLOPE_BAND[0]} and ${SLOPE_BAND[1]}`,
  `average precision is not below the champion's by more than ${TOLERATED_LOSS}, at the lower end of the interval of the difference`,
];

export interface Promotion {
  readonly is_promoted: boolean;
  /** One sentence per gate, with its numbers; a failed one begins with "no: ". */
  readonly decision: readonly string[];
  /** Challenger minus champion, on the same customers; null without a champion. */
  readonly difference: Readonly<Record<"auc" | "average_precision", Interval>> | null;
}

/** Judges a challenger by the rule. The champion is judged by the trees that have not seen the test cut-off. */
export function judgePromotion(
  evaluation: ChurnEvaluation,
  challenger: ChurnModel,
  test: Frame,
  champion?: { readonly model: ChurnModel; readonly test: Frame },
): Promotion {
  const { metrics, baselines } = evaluation;
  const rules = baselines.filter(({ name }) => name !== "logistic regression");
  const best_rule = Math.max(0.5, ...rules.map((rule) => rule.auc.value));
  const slope = metrics.calibration_slope.value;
  const gates: [isKept: boolean, sentence: string][] = [
    [metrics.auc.value <= AUC_CEILING, `AUC ${metrics.auc.value.toFixed(3)} against a ceiling of ${AUC_CEILING}`],
    [
      metrics.auc.low > best_rule,
      `AUC at least ${metrics.auc.low.toFixed(3)} against ${best_rule.toFixed(3)} of the better rule`,
    ],
    [slope >= SLOPE_BAND[0] && slope <= SLOPE_BAND[1], `calibration slope ${slope.toFixed(2)}`],
  ];
  const difference = champion ? modelDifference(challenger, test, champion.model, champion.test) : null;
  if (difference) {
    const { value, low } = difference.average_precision;
    gates.push([
      low >= -TOLERATED_LOSS,
      `average precision ${value >= 0 ? "+" : ""}${value.toFixed(4)} against the champion, at least ${low.toFixed(4)}`,
    ]);
  }
  return {
    is_promoted: gates.every(([isKept]) => isKept),
    decision: gates.map(([isKept, sentence]) => (isKept ? sentence : `no: ${sentence}`)),
    difference,
  };
}

/** How much better one model sorts the same customers than another, with 95 % intervals by customer. */
export function modelDifference(
  one: ChurnModel,
  one_test: Frame,
  other: ChurnModel,
  other_test: Frame,
  resamples = 100,
): Record<"auc" | "average_precision", Interval> {
  const labels = one_test.labels!;
  const first = ranked({ scores: churnProbabilities(one, one_test, "judged"), labels });
  const second = ranked({ scores: churnProbabilities(other, other_test, "judged"), labels });
  return bootstrapByCustomer(
    one_test.customer_ids,
    (weights) => ({
      auc: auc({ ...first, weights }) - auc({ ...second, weights }),
      average_precision: averagePrecision({ ...first, weights }) - averagePrecision({ ...second, weights }),
    }),
    { resamples },
  );
}
