// Does the model know customers, or churn? The same training without a fifth of the people, tested on exactly them. The cuts
// are those of everybody: they know values, and no outcome.
import { takeBinnedRows } from "../../churn/binned-frame";
import { bootstrapByCustomer, type Interval } from "../../churn/bootstrap";
import { type Frame, takeRows } from "../../churn/frame";
import { predictMargins } from "../../churn/predict";
import { auc } from "../../churn/ranking-metrics";
import { ranked } from "../../churn/scored";
import { trainBinned } from "../../churn/trees";
import { randomStream } from "../../core/random";
import type { JudgedModel } from "./lifecycle";

/** AUC on the same customers of the test cut-off, by a model that met them in training and by one that did not. */
export interface UnseenResult {
  readonly customers: number;
  readonly seen_auc: number;
  readonly unseen_auc: number;
  /** Unseen minus seen, with a 95 % interval by customer: near 0 when nobody was learned by heart. */
  readonly difference: Interval;
}

/** Leaves a fifth of the customers out of training, as many trees and the same knobs, and tests on them. */
export function unseenCustomers(
  { model, train, binned, test }: Pick<JudgedModel, "model" | "train" | "binned" | "test">,
  seed = 42,
): UnseenResult {
  const isLeftOut = (id: string) => randomStream(seed, `fold ${id}`).chance(0.2);
  const fold = new Set([...train.customer_ids, ...test.customer_ids].filter(isLeftOut));
  const those = ({ customer_ids }: Frame, wanted: boolean) =>
    customer_ids.flatMap((id, row) => (fold.has(id) === wanted ? [row] : []));
  const left_out = takeRows(test, those(test, true));
  const { options, trees } = model.judged;
  const others = takeBinnedRows(binned.train, those(train, false));
  const other = trainBinned(others, { ...options, trees: Math.max(1, trees.length) });
  const labels = left_out.labels!;
  const seen = ranked({ scores: predictMargins(model.judged, left_out), labels });
  const unseen = ranked({ scores: predictMargins(other, left_out), labels });
  const { difference } = bootstrapByCustomer(
    left_out.customer_ids,
    (weights) => ({ difference: auc({ ...unseen, weights }) - auc({ ...seen, weights }) }),
    { resamples: 100 },
  );
  return { customers: labels.length, seen_auc: auc(seen), unseen_auc: auc(unseen), difference };
}
