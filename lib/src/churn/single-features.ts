// How well each feature sorts on its own: one that sorts too well is no feature but the label.
import { bothLabels, type Frame } from "./frame";
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
      const found =
        column.kind === "category"
          ? [auc({ scores: ratesOf(column.values, labels), labels })]
          : aucsOfNumbers(column.values, labels);
      return { feature: column.name, auc: Math.max(...found.map((value) => Math.max(value, 1 - value))) };
    })
    .sort((a, b) => b.auc - a.auc || (a.feature < b.feature ? -1 : 1));
}

/** The AUC with the missing values below all others, and with them above. */
function aucsOfNumbers(values: Float64Array, labels: Uint8Array): number[] {
  const churned = sortedOf(values, labels, 1);
  const stayed = sortedOf(values, labels, 0);
  const missing = { churned: churned.all - churned.present.length, stayed: stayed.all - stayed.present.length };
  const won = pairsWon(churned.present, stayed.present) + (missing.churned * missing.stayed) / 2;
  const low = won + churned.present.length * missing.stayed;
  const high = won + missing.churned * stayed.present.length;
  return [low, high].map((pairs) => pairs / (churned.all * stayed.all));
}

/** Values of the rows with a label, ascending, and how many rows there are with the missing ones. */
function sortedOf(values: Float64Array, labels: Uint8Array, label: number) {
  const those = values.filter((_, row) => labels[row] === label);
  const sorted = those.sort(); // NaN comes last
  const firstMissing = sorted.findIndex(Number.isNaN);
  return { all: those.length, present: firstMissing < 0 ? sorted : sorted.subarray(0, firstMissing) };
}

/** Pairs of one value each in which the first is larger; equal ones count half. Both ascending. */
function pairsWon(first: Float64Array, second: Float64Array): number {
  let [won, below, upTo] = [0, 0, 0];
  for (const value of first) {
    while (below < second.length && second[below]! < value) below++;
    while (upTo < second.length && second[upTo]! <= value) upTo++;
    won += (below + upTo) / 2;
  }
  return won;
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
