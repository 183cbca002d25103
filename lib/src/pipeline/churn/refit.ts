// The model for scoring: once judged, trees learn anew from every cut-off with an outcome, and are calibrated anew.
import { binAlike, stackBinned } from "../../churn/binned-frame";
import { type CrossFit, type CrossFitRows, crossFit } from "../../churn/cross-fit";
import type { Frame } from "../../churn/frame";
import type { TreeModel, TreeOptions } from "../../churn/tree-model";
import { trainBinned } from "../../churn/trees";
import type { ChurnModel, ChurnTraining } from "./train";

/** What the scoring trees learn from: every cut-off with an outcome, and knobs by which a tree sees as many rows as before. */
export interface Refit extends CrossFitRows {
  readonly options: TreeOptions;
}

/**
 * The job of learning anew, to be done by `trainBinned` and, for the calibration, by `crossFit`. The cuts stay those of
 * the training rows: they know values, and no outcome.
 */
export function refitOf({ model, train, calibrate, binned }: ChurnTraining, test: Frame): Refit {
  const frame = stackBinned([binned.train, binned.calibrate, binAlike(test, binned.train, "A refit")]);
  const rows = frame.labels.length;
  const { options, trees } = model.judged;
  const row_share = (options.row_share * train.customer_ids.length) / rows;
  return {
    frame,
    customer_ids: [train, calibrate, test].flatMap(({ customer_ids }) => customer_ids),
    last_from: rows - test.customer_ids.length,
    options: { ...options, trees: Math.max(1, trees.length), row_share },
  };
}

/** The model for scoring: its trees have seen every outcome, so they have a calibration of their own. */
export function refitted(
  model: ChurnModel,
  trees: TreeModel,
  { calibration, said_over_happened }: CrossFit,
): ChurnModel {
  return { ...model, trees, scoring_calibration: calibration, scoring_check: said_over_happened };
}

/** The same in one go, on one core. */
export function refitChurn(training: ChurnTraining, test: Frame): ChurnModel {
  const refit = refitOf(training, test);
  return refitted(training.model, trainBinned(refit.frame, refit.options), crossFit(refit, refit.options));
}
