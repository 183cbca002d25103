// The model for scoring: once judged, trees learn anew from every cut-off with an outcome, and are calibrated anew.
import { binFrame } from "../../churn/binned-frame";
import { type CrossFit, type CrossFitRows, crossFit } from "../../churn/cross-fit";
import { type Frame, selectFeatures, stackFrames } from "../../churn/frame";
import type { TreeModel, TreeOptions } from "../../churn/tree-model";
import { trainBinned } from "../../churn/trees";
import type { ChurnModel, ChurnTraining } from "./train";

/** What the scoring trees learn from: every cut-off with an outcome, and knobs by which a tree sees as many rows as before. */
export interface Refit extends CrossFitRows {
  readonly options: TreeOptions;
}

/** The job of learning anew, to be done by `trainBinned` and, for the calibration, by `crossFit`. */
export function refitOf({ model, train, calibrate }: ChurnTraining, test: Frame): Refit {
  const stacked = stackFrames([train, calibrate, selectFeatures(test, model.features)]);
  const rows = stacked.customer_ids.length;
  const { options, trees } = model.judged;
  const row_share = (options.row_share * train.customer_ids.length) / rows;
  return {
    frame: binFrame(stacked, options.bins, "A refit"),
    customer_ids: stacked.customer_ids,
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
