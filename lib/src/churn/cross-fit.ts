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
 * The calibration, at the last cut-off, for trees that learn from all rows of these frames. Margins of rows that a tree
 * has learned from are too sure of themselves, so they are had from trees of the other half of the customers.
 *
 * @param frames oldest first, the same features, with labels
 * @param options the knobs of the trees to be calibrated
 * @throws InvalidInputError when in one half of the customers nobody churned or nobody stayed
 */
export function crossFit(frames: readonly Frame[], options: Partial<TreeOptions>, seed = 42): CrossFit {
  const last = frames.at(-1)!;
  const labels = last.labels!;
  const margins = outOfFoldMargins(stackFrames(frames), last, options, seed);
  const scores = new Float64Array(labels.length);
  const halves = halvesOf(last.customer_ids, seed);
  for (const [half, rows] of halves.entries()) {
    const others = halves[1 - half]!;
    const of = <T>(values: ArrayLike<T>, places: readonly number[]) => places.map((row) => values[row]!);
    const found = calibrated(fitPlatt(of(margins, others), of(labels, others)), of(margins, rows));
    for (const [i, row] of rows.entries()) scores[row] = found[i]!;
  }
  return {
    calibration: fitPlatt(margins, labels),
    said_over_happened: saidOverHappened(last.customer_ids, scores, labels),
  };
}

/** The margin of every row of `asked`, by trees that learned from the other half of the customers of `learned`. */
export function outOfFoldMargins(learned: Frame, asked: Frame, options: Partial<TreeOptions>, seed = 42): Float64Array {
  const margins = new Float64Array(asked.customer_ids.length);
  const others = halvesOf(learned.customer_ids, seed).reverse();
  for (const [half, rows] of halvesOf(asked.customer_ids, seed).entries()) {
    const trees = trainTrees(takeRows(learned, others[half]!), options);
    const found = predictMargins(trees, takeRows(asked, rows));
    for (const [i, row] of rows.entries()) margins[row] = found[i]!;
  }
  return margins;
}

/** The rows of two halves of the customers: those of a customer are in the same one, in whatever frame. */
function halvesOf(customer_ids: readonly string[], seed: number): number[][] {
  const places = new Map<string, number>();
  const halves: number[][] = [[], []];
  for (const [row, id] of customer_ids.entries()) {
    const half = places.get(id) ?? (randomStream(seed, `half ${id}`).chance(0.5) ? 1 : 0);
    places.set(id, half);
    halves[half]!.push(row);
  }
  return halves;
}
