// What a churn model has to beat: two rules of one line, and a regression.
import { bootstrapByCustomer, type Interval } from "../../churn/bootstrap";
import { type Frame, featureOf } from "../../churn/frame";
import { type LogisticModel, logisticProbabilities } from "../../churn/logistic";
import { auc } from "../../churn/ranking-metrics";
import { recencyByFrequency, spendRatio } from "../../churn/rules";
import { ranked } from "../../churn/scored";

/** A score that is simpler than the model, and how well it sorts. */
export interface Baseline {
  readonly name: "recency by frequency" | "spend ratio" | "logistic regression";
  readonly auc: Interval;
}

/** What the two rules look at. */
export const RULE_FEATURES: readonly string[] = [
  "recency_days",
  "purchases_90_days",
  "spend_90_days",
  "spend_180_days",
];

/** What stands beside the two rules, and how often customers are drawn anew (100 times when left out). */
export interface BaselineOptions {
  readonly regression?: LogisticModel;
  readonly resamples?: number;
}

/**
 * How well the simpler scores sort the customers of a test frame, with 95 % intervals by customer: both rules, and a
 * regression when there is one.
 *
 * @param test with `RULE_FEATURES` and labels
 * @throws InvalidInputError when a column of the rules is not there: a model is not judged without its rivals
 */
export function churnBaselines(test: Frame, { resamples = 100, regression }: BaselineOptions = {}): Baseline[] {
  const column = (name: string) => featureOf(test, name).values as Float64Array;
  const perDay = (days: number) => column(`spend_${days}_days`).map((spend) => spend / days);
  const found: { name: Baseline["name"]; scores: Float64Array }[] = [
    {
      name: "recency by frequency",
      scores: recencyByFrequency(column("recency_days"), column("purchases_90_days")),
    },
    { name: "spend ratio", scores: spendRatio(perDay(90), perDay(180)) },
  ];
  if (regression) found.push({ name: "logistic regression", scores: logisticProbabilities(regression, test) });
  const rivals = found.map(({ name, scores }) => ({ name, ...ranked({ scores, labels: test.labels! }) }));
  const aucs = bootstrapByCustomer(
    test.customer_ids,
    (weights) => Object.fromEntries(rivals.map(({ name, ...sorted }) => [name, auc({ ...sorted, weights })])),
    { resamples },
  );
  return rivals.map(({ name }) => ({ name, auc: aucs[name]! }));
}
