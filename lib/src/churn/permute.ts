// Labels dealt out at random: a model trained on them must be no better than chance.
import { InvalidInputError } from "../core/errors";
import { randomStream } from "../core/random";
import type { Frame } from "./frame";

/**
 * The frame with its labels dealt out anew inside each snapshot: every snapshot keeps its churn rate, and nothing else.
 * The draw belongs to the customer and the snapshot: the same row gets the same label in another frame, so that a
 * model which has learned it by heart there is found out. (Where frames hold different parts of a snapshot, a few rows
 * near the churn rate may differ.)
 *
 * @throws InvalidInputError when the frame has no labels
 * @example
 * const frame = { customer_ids: ["a", "b", "c"], features: [], labels: Uint8Array.of(1, 0, 0) };
 * permutedLabels(frame, 1).labels.reduce((sum, label) => sum + label); // => 1
 */
export function permutedLabels(frame: Frame, seed: number): Frame {
  const { customer_ids, labels, snapshot_dates } = frame;
  if (!labels) throw new InvalidInputError("permutedLabels needs labels, got a frame without");
  const snapshots = new Map<string, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const date = snapshot_dates?.[row] ?? "";
    const rows = snapshots.get(date);
    if (rows) rows.push(row);
    else snapshots.set(date, [row]);
  }
  const dealt = new Uint8Array(labels.length);
  for (const [date, rows] of snapshots) {
    const churned = rows.reduce((sum, row) => sum + labels[row]!, 0);
    const draws = new Map(rows.map((row) => [row, randomStream(seed, `${customer_ids[row]} ${date}`).next()]));
    const drawn = rows.toSorted((a, b) => draws.get(a)! - draws.get(b)! || a - b);
    for (const row of drawn.slice(0, churned)) dealt[row] = 1;
  }
  return { ...frame, labels: dealt };
}
