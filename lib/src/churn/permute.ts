// Labels dealt out at random: a model trained on them must be no better than chance.
import { InvalidInputError } from "../core/errors";
import { randomStream } from "../core/random";
import type { Frame } from "./frame";

/**
 * The frame with its labels shuffled inside each snapshot: every snapshot keeps its churn rate, and nothing else.
 * A model trained on it and scored on true labels should have an AUC near 0.5; one far above has seen the answer.
 *
 * @throws InvalidInputError when the frame has no labels
 * @example
 * const frame = { customer_ids: ["a", "b", "c"], features: [], labels: Uint8Array.of(1, 0, 0) };
 * permutedLabels(frame, 1).labels.reduce((sum, label) => sum + label); // => 1
 */
export function permutedLabels(frame: Frame, seed: number): Frame {
  const { labels, snapshot_dates } = frame;
  if (!labels) throw new InvalidInputError("permutedLabels needs labels, got a frame without");
  const random = randomStream(seed, "permuted labels");
  const snapshots = new Map<string, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const date = snapshot_dates?.[row] ?? "";
    const rows = snapshots.get(date);
    if (rows) rows.push(row);
    else snapshots.set(date, [row]);
  }
  const shuffled = Uint8Array.from(labels);
  for (const rows of snapshots.values()) {
    for (let last = rows.length - 1; last > 0; last--) {
      const [one, two] = [rows[last]!, rows[random.integer(0, last)]!];
      [shuffled[one], shuffled[two]] = [shuffled[two]!, shuffled[one]!];
    }
  }
  return { ...frame, labels: shuffled };
}
