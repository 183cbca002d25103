// Calibration without a later cut-off: each half of the customers is scored by trees that learned from the other half.
import { randomStream } from "../core/random";
import type { Interval } from "./bootstrap";
import { type Calibration, calibrated, fitPlatt } from "./calibrate";
import { type Frame, stackFrames, takeRows } from "./frame";
import { predictMargins } from "./predict";
import { saidOverHappened } from "./said-over-happened";
import type { TreeOptions } from "./tree-model";
import { trainTrees } from "./trees";

/** A calibration, and how it did on customers whom neither the trees nor the calibration had met. */
export interface CrossFit {
  readonly calibration: Calibration;
  /** Each half by the calibration of the other: sum of probabilities over those who churned, 95 % by customer. */
  readonly said_over_happened: Interval;
}

/**
 * The calibration for trees that learn from all rows of these frames. Margins of rows that a tree has learned from are
 * too sure of themselves, so they are had from trees of the other customers, at the same cut-offs.
 *
 * @param frames the same features, with labels
 * @param options the knobs of the trees to be calibrated
 * @throws InvalidInputError when in one half of the customers nobody churned or nobody stayed
 */
export function crossFit(frames: readonly Frame[], options: Partial<TreeOptions>, seed = 42): CrossFit {
  const all = stackFrames(frames);
  const halves = halvesOf(all.customer_ids, seed);
  const [first, second] = halves.map((rows) => takeRows(all, rows)) as [Frame, Frame];
  const [ofFirst, ofSecond] = [
    predictMargins(trainTrees(second, options), first),
    predictMargins(trainTrees(first, options), second),
  ];
  const margins = Float64Array.from([...ofFirst, ...ofSecond]);
  const labels = Uint8Array.from([...first.labels!, ...second.labels!]);
  const scores = Float64Array.from([
    ...calibrated(fitPlatt(ofSecond, second.labels!), ofFirst),
    ...calibrated(fitPlatt(ofFirst, first.labels!), ofSecond),
  ]);
  return {
    calibration: fitPlatt(margins, labels),
    said_over_happened: saidOverHappened([...first.customer_ids, ...second.customer_ids], scores, labels),
  };
}

/** The rows of two halves of the customers; all rows of a customer are in the same one. */
function halvesOf(customer_ids: readonly string[], seed: number): [number[], number[]] {
  const places = new Map<string, number>();
  const halves: [number[], number[]] = [[], []];
  for (const [row, id] of customer_ids.entries()) {
    const known = places.get(id);
    const half = known ?? (randomStream(seed, `half ${id}`).chance(0.5) ? 1 : 0);
    if (known === undefined) places.set(id, half);
    halves[half as 0 | 1].push(row);
  }
  return halves;
}
