// Calibration without a later cut-off: each half of the customers is scored by trees that learned from the other half.
import { randomStream } from "../core/random";
import { type BinnedFrame, takeBinnedRows } from "./binned-frame";
import { growTrees, marginsOfRows } from "./boost";
import type { Interval } from "./bootstrap";
import { type Calibration, calibrated, fitPlatt } from "./calibrate";
import { saidOverHappened } from "./said-over-happened";
import type { TreeOptions } from "./tree-model";
import { checkedOptions } from "./tree-options";

/** A calibration, and how it did on customers whom neither the trees nor the calibration had met. */
export interface CrossFit {
  readonly calibration: Calibration;
  /** Each half by the calibration of the other: sum of probabilities over those who churned, 95 % by customer. */
  readonly said_over_happened: Interval;
}

/** Rows of several cut-offs, oldest first, in bins. */
export interface CrossFitRows {
  readonly frame: BinnedFrame;
  /** One per row. */
  readonly customer_ids: readonly string[];
  /** The row where the last cut-off begins; calibrated is on its rows. */
  readonly last_from: number;
}

/**
 * The calibration, at the last cut-off, for trees that learn from all rows of a frame. Margins of rows that a tree has
 * learned from are too sure of themselves, so they are had from trees of the other half of the customers. All share
 * the cuts of the frame, which know values but no outcome.
 *
 * @param options the knobs of the trees to be calibrated
 * @throws InvalidInputError when in one half of the customers nobody churned or nobody stayed
 */
export function crossFit(
  { frame, customer_ids, last_from }: CrossFitRows,
  options: Partial<TreeOptions>,
  seed = 42,
): CrossFit {
  const labels = frame.labels.subarray(last_from);
  const ids = customer_ids.slice(last_from);
  const margins = outOfFoldMargins(frame, customer_ids, options, { from: last_from, seed });
  const scores = new Float64Array(labels.length);
  const halves = halvesOf(ids, seed);
  for (const [half, rows] of halves.entries()) {
    const others = halves[1 - half]!;
    const of = <T>(values: ArrayLike<T>, places: Int32Array) => Array.from(places, (row) => values[row]!);
    const found = calibrated(fitPlatt(of(margins, others), of(labels, others)), of(margins, rows));
    for (const [i, row] of rows.entries()) scores[row] = found[i]!;
  }
  return { calibration: fitPlatt(margins, labels), said_over_happened: saidOverHappened(ids, scores, labels) };
}

/** The margin of every row, from row `from` on, by trees that learned from the other half of the customers. */
export function outOfFoldMargins(
  frame: BinnedFrame,
  customer_ids: readonly string[],
  options: Partial<TreeOptions>,
  { from = 0, seed = 42 } = {},
): Float64Array {
  const knobs = checkedOptions(options);
  const margins = new Float64Array(customer_ids.length - from);
  const halves = halvesOf(customer_ids, seed);
  for (const [half, rows] of halves.entries()) {
    const grown = growTrees(takeBinnedRows(frame, halves[1 - half]!), knobs);
    const asked = rows.filter((row) => row >= from);
    const found = marginsOfRows(grown, frame, asked, knobs);
    for (const [i, row] of asked.entries()) margins[row - from] = found[i]!;
  }
  return margins;
}

/** The rows of two halves of the customers: those of a customer are in the same one, in whatever frame. */
function halvesOf(customer_ids: readonly string[], seed: number): Int32Array[] {
  const places = new Map<string, number>();
  const halves: number[][] = [[], []];
  for (const [row, id] of customer_ids.entries()) {
    const half = places.get(id) ?? (randomStream(seed, `half ${id}`).chance(0.5) ? 1 : 0);
    places.set(id, half);
    halves[half]!.push(row);
  }
  return halves.map((rows) => Int32Array.from(rows));
}
