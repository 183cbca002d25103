// Challenger against champion: the written rule, and what it says of two models.
import { bootstrapByCustomer, type Interval } from "../../churn/bootstrap";
import type { Frame } from "../../churn/frame";
import { rankingDifference } from "../../churn/ranking-metrics";
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
/** How far the sum of probabilities may lie from the number of those who churned, as a ratio. */
export const SUM_BAND = [0.9, 1.1] as const;

/** The rule, as people read it. */
export const PROMOTION_RULE: readonly string[] = [
  `AUC on the test cut-off is at most ${AUC_CEILING}: more means leakage`,
  `every feature alone sorts with an AUC below ${SINGLE_FEATURE_CEILING}: more is the label under another name`,
  "AUC, lower end of its interval, is above both one-line rules",
  `calibration slope is between ${SLOPE_BAND[0]} and ${SLOPE_BAND[1]}`,
  `probabilities in sum are ${SUM_BAND[0]} to ${SUM_BAND[1]} times those who churned, unless in a small book 1 is within the interval: those that were judged, and those of the scoring trees on customers they had not met`,
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
  const { metrics, baselines, strongest_feature, said_over_happened } = evaluation;
  const rules = baselines.filter(({ name }) => name !== "logistic regression");
  // a model that was held against no rule has not beaten one
  const best_rule = rules.length > 0 ? Math.max(...rules.map((rule) => rule.auc.value)) : 1;
  const { feature, auc: alone } = strongest_feature ?? { feature: "no feature", auc: 1 };
  const slope = metrics.calibration_slope.value;
  const gates: [isKept: boolean, sentence: string][] = [
    [metrics.auc.value <= AUC_CEILING, `AUC ${metrics.auc.value.toFixed(3)} against a ceiling of ${AUC_CEILING}`],
    [
      alone < SINGLE_FEATURE_CEILING,
      `${feature} alone ${alone.toFixed(3)} against a ceiling of ${SINGLE_FEATURE_CEILING}`,
    ],
    [
      metrics.auc.low > best_rule,
      `AUC at least ${metrics.auc.low.toFixed(3)} against ${best_rule.toFixed(3)} of the better rule`,
    ],
    [slope >= SLOPE_BAND[0] && slope <= SLOPE_BAND[1], `calibration slope ${slope.toFixed(2)}`],
    [isRightInSum(said_over_happened), `said over happened ${range(said_over_happened)}`],
  ];
  const { scoring_check } = challenger;
  if (scoring_check)
    gates.push([isRightInSum(scoring_check), `said over happened by the scoring trees ${range(scoring_check)}`]);
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

/** Within the band, or no further from 1 than chance explains: on few customers a ratio is no more than a rough guess. */
export function isRightInSum(
  { value, low, high }: Interval,
  [least, most]: readonly [number, number] = SUM_BAND,
): boolean {
  return (value >= least && value <= most) || (low <= 1 && high >= 1);
}

const range = ({ value, low, high }: Interval) => `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;

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
  return bootstrapByCustomer(one_test.customer_ids, (weights) => rankingDifference(first, second, weights), {
    resamples,
  });
}
