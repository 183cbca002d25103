// A frame as trees read it: bins instead of values. Made once, several trainings can share it.
import { binCount, binned, type Cuts, cutsOf } from "./bins";
import { bothLabels, type Frame } from "./frame";
import type { BinnedRows } from "./grow-tree";

/** The rows of a frame in bins, with where the bins end and what happened. Plain data. */
export interface BinnedFrame {
  readonly names: readonly string[];
  readonly cuts: readonly Cuts[];
  /** The bin of each row, per feature. */
  readonly columns: readonly Uint8Array[];
  /** 1 churned, 0 stayed. */
  readonly labels: Uint8Array;
}

/**
 * Cuts learned from the frame, and its rows in them.
 *
 * @param bins per numeric feature, missing included
 * @throws InvalidInputError, its text beginning with `who`, for an unsound frame, no labels or one label only
 */
export function binFrame(frame: Frame, bins: number, who: string): BinnedFrame {
  const labels = bothLabels(frame, who);
  const cuts = frame.features.map((column) => cutsOf(column, bins));
  const columns = frame.features.map((column, i) => binned(column, cuts[i]!));
  return { names: frame.features.map(({ name }) => name), cuts, columns, labels };
}

/** The rows at the given places, with the cuts of all. */
export function takeBinnedRows(frame: BinnedFrame, places: ArrayLike<number>): BinnedFrame {
  const take = (values: Uint8Array) => {
    const taken = new Uint8Array(places.length);
    for (let i = 0; i < taken.length; i++) taken[i] = values[places[i]!]!;
    return taken;
  };
  return { ...frame, columns: frame.columns.map(take), labels: take(frame.labels) };
}

/** The same as a tree counts it: every feature with its part of a histogram. */
export function binnedRows({ cuts, columns }: BinnedFrame): BinnedRows {
  let start = 0;
  const parts = cuts.map((cut, feature) => {
    const part = { feature, kind: cut.kind, start, bins: binCount(cut) };
    start += 3 * part.bins;
    return part;
  });
  return { columns, parts, histogram_size: start };
}
