// Three calibrations of the same trees, held against a later cut-off.
import { binFrame } from "./binned-frame";
import type { Interval } from "./bootstrap";
import { calibrated, fitPlatt } from "./calibrate";
import { outOfFoldMargins } from "./cross-fit";
import { type Frame, stackFrames } from "./frame";
import { predictMargins } from "./predict";
import { saidOverHappened } from "./said-over-happened";
import type { TreeOptions } from "./tree-model";
import { checkedOptions } from "./tree-options";
import { trainBinned } from "./trees";

/** A way to calibrate, and the sum of what it would have said over what happened. */
export interface WalkedStep {
  readonly calibration: "as the trees say" | "as the last cut-off" | "as all cut-offs before";
  readonly said_over_happened: Interval;
}

/**
 * Trees learn from the cut-offs `learned`, are calibrated on `last`, or on all of them, and are asked about `asked`.
 *
 * @throws InvalidInputError when on one of them nobody churned or nobody stayed
 */
export function walkStep(
  learned: readonly Frame[],
  last: Frame,
  asked: Frame,
  options: Partial<TreeOptions>,
): WalkedStep[] {
  const all = stackFrames(learned);
  const binned = binFrame(all, checkedOptions(options).bins, "walkStep");
  const trees = trainBinned(binned, options);
  const [margins, labels] = [predictMargins(trees, last), last.labels!];
  const pooled = [...outOfFoldMargins(binned, all.customer_ids, options), ...margins];
  const calibrations = {
    "as the trees say": { kind: "platt", slope: 1, intercept: 0 },
    "as the last cut-off": fitPlatt(margins, labels),
    "as all cut-offs before": fitPlatt(pooled, [...binned.labels, ...labels]),
  } as const;
  const asked_margins = predictMargins(trees, asked);
  return (Object.keys(calibrations) as WalkedStep["calibration"][]).map((calibration) => ({
    calibration,
    said_over_happened: saidOverHappened(
      asked.customer_ids,
      calibrated(calibrations[calibration], asked_margins),
      asked.labels!,
    ),
  }));
}
