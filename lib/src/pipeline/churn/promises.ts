// What the churn model promises to whoever uses it, held against an evaluation.
import type { Interval } from "../../churn/bootstrap";
import type { ChurnEvaluation } from "./evaluate";

/** Something promised, and whether it is kept. */
export interface Promised {
  readonly promise: string;
  readonly found: number;
  readonly is_kept: boolean;
}

/** From so many customers on a promise is held against the number itself, below against an interval around it. */
const ENOUGH_CUSTOMERS = 10_000;

/**
 * The promises, one by one. Precision, recall and F1 are those of the stated threshold, `evaluation.threshold`, which was
 * chosen on the calibrate cut-off for the largest F1; no cost has a say in it. On fewer than 10,000 customers a promise
 * counts as kept when an interval twice as wide reaches the mark: on few churners the threshold, and what was learned, are
 * a matter of chance, too.
 */
export function churnPromises({ metrics, baselines, customers }: ChurnEvaluation): Promised[] {
  const held = (promise: string, { value, low, high }: Interval, least: number, most: number): Promised => {
    const [from, to] = customers < ENOUGH_CUSTOMERS ? [2 * low - value, 2 * high - value] : [value, value];
    return { promise, found: value, is_kept: to >= least && from <= most };
  };
  const rules = baselines.filter(({ name }) => name !== "logistic regression");
  const ahead = rules.map(({ name, auc }) => {
    const { value, low, high } = metrics.auc;
    const lead = { value: value - auc.value, low: low - auc.value, high: high - auc.value };
    return held(`AUC ahead of ${name} by at least 0.10`, lead, 0.1, 1);
  });
  return [
    held("F1 at least 0.50", metrics.f1, 0.5, 1),
    held("precision at least 0.60", metrics.precision, 0.6, 1),
    held("recall at least 0.40", metrics.recall, 0.4, 1),
    held("AUC between 0.80 and 0.92", metrics.auc, 0.8, 0.92),
    ...ahead,
    held("calibration slope between 0.9 and 1.1", metrics.calibration_slope, 0.9, 1.1),
  ];
}
