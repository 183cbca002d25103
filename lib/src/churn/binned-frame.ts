// A frame as trees read it: bins instead of values. Made once, several trainings can share it.
import { InvalidInputError } from "../core/errors";
import { binCount, binned, type Cuts, cutsOf } from "./bins";
import { bothLabels, type Frame, featureOf } from "./frame";
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

/**
 * The rows of another frame, in the same cuts: they may hold more features, in any order.
 *
 * @throws InvalidInputError, its text beginning with `who`, as `binFrame` does, and for a feature of another kind
 */
export function binAlike(frame: Frame, { names, cuts }: BinnedFrame, who: string): BinnedFrame {
  const labels = bothLabels(frame, who);
  const columns = names.map((name, i) => {
    const column = featureOf(frame, name);
    if (column.kind !== cuts[i]!.kind)
      throw new InvalidInputError(`${who} needs ${name} as in the training rows, ${cuts[i]!.kind}, got ${column.kind}`);
    return binned(column, cuts[i]!);
  });
  return { names, cuts, columns, labels };
}

/** Frames in the same cuts, one below the other. */
export function stackBinned(frames: readonly [BinnedFrame, ...BinnedFrame[]]): BinnedFrame {
  const [first] = frames;
  return {
    ...first,
    columns: first.columns.map((_, i) => stacked(frames.map(({ columns }) => columns[i]!))),
    labels: stacked(frames.map(({ labels }) => labels)),
  };
}

const stacked = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

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
