// How well each feature sorts on its own: one that sorts too well is no feature but the label.
import { bothLabels, type FeatureColumn, type Frame } from "./frame";
import { auc } from "./ranking-metrics";

/** A feature, and how well it alone sorts, whichever way round: 0.5 is nothing, 1 the answer itself. */
export interface FeatureAuc {
  readonly feature: string;
  readonly auc: number;
}

/**
 * The AUC of every feature alone, the best first. Missing values are put where they help most, below or above all
 * others; the levels of a category are put in the order of their churn rates.
 *
 * @throws InvalidInputError when there are no labels, or nobody churned or nobody stayed
 * @example
 * const features = [{ name: "recency_days", kind: "numeric", values: Float64Array.of(20, 2, NaN, 1) }];
 * const frame = { customer_ids: ["a", "b", "c", "d"], features, labels: Uint8Array.of(1, 0, 1, 0) };
 * singleFeatureAucs(frame); // => [{ feature: "recency_days", auc: 1 }]
 */
export function singleFeatureAucs(frame: Frame): FeatureAuc[] {
  const labels = bothLabels(frame, "singleFeatureAucs");
  return frame.features
    .map((column) => {
      const found = scoresOf(column, labels).map((scores) => auc({ scores, labels }));
      return { feature: column.name, auc: Math.max(...found.map((value) => Math.max(value, 1 - value))) };
    })
    .sort((a, b) => b.auc - a.auc || (a.feature < b.feature ? -1 : 1));
}

/** A column as scores: one set, or one for each end at which its missing values may stand. */
function scoresOf({ kind, values }: FeatureColumn, labels: Uint8Array): Float64Array[] {
  if (kind === "category") return [ratesOf(values, labels)];
  const [low, high] = [-Number.MAX_VALUE, Number.MAX_VALUE];
  const filled = (end: number) => values.map((value) => (Number.isNaN(value) ? end : value));
  return values.some(Number.isNaN) ? [filled(low), filled(high)] : [values];
}

/** The churn rate of each row's level, missing being a level of its own. */
function ratesOf(values: readonly (string | null)[], labels: Uint8Array): Float64Array {
  const counts = new Map<string | null, { customers: number; churned: number }>();
  for (const [row, value] of values.entries()) {
    const { customers, churned } = counts.get(value) ?? { customers: 0, churned: 0 };
    counts.set(value, { customers: customers + 1, churned: churned + labels[row]! });
  }
  return Float64Array.from(values as readonly string[], (value) => {
    const { customers, churned } = counts.get(value)!;
    return churned / customers;
  });
}
