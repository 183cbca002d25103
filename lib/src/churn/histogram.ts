// Histograms of a leaf: gradient, hessian and rows, summed per bin of every feature.
import type { BinnedRows, Ground, GrownNode } from "./grow-tree";

/** Room for the gradients of one leaf's rows, side by side. */
export interface Scratch {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

/** Sums per bin over a node's rows. The gradients are laid side by side once, then read in order per feature. */
export function fillHistogram(
  ground: Ground,
  { start, end }: GrownNode,
  scratch: Scratch,
  histogram: Float64Array,
): void {
  const { rows, gradients, hessians, features, data } = ground;
  const count = end - start;
  for (let i = 0; i < count; i++) {
    const row = rows[start + i]!;
    scratch.gradients[i] = gradients[row]!;
    scratch.hessians[i] = hessians[row]!;
  }
  const own = rows.subarray(start, end);
  for (const feature of features) {
    const part = data.parts[feature]!;
    histogram.fill(0, part.start, part.start + 3 * part.bins);
  }
  const together = features.length - (features.length % 4);
  for (let i = 0; i < together; i += 4) addFourColumns(data, features.slice(i, i + 4), own, scratch, histogram);
  for (const feature of features.slice(together)) addColumn(data, feature, own, scratch, histogram);
}

function addColumn(data: BinnedRows, one: number, rows: Int32Array, scratch: Scratch, histogram: Float64Array): void {
  const { gradients, hessians } = scratch;
  const column = data.columns[one]!;
  const { start } = data.parts[one]!;
  for (let i = 0; i < rows.length; i++) {
    const place = start + 3 * column[rows[i]!]!;
    histogram[place]! += gradients[i]!;
    histogram[place + 1]! += hessians[i]!;
    histogram[place + 2]! += 1;
  }
}

/** The same for four features at a time: the rows and gradients are read once for all of them. */
function addFourColumns(
  data: BinnedRows,
  four: readonly number[],
  rows: Int32Array,
  scratch: Scratch,
  histogram: Float64Array,
): void {
  const { gradients, hessians } = scratch;
  const [a, b, c, d] = four.map((feature) => data.columns[feature]!) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const [startA, startB, startC, startD] = four.map((feature) => data.parts[feature]!.start) as [
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const gradient = gradients[i]!;
    const hessian = hessians[i]!;
    const inA = startA + 3 * a[row]!;
    histogram[inA]! += gradient;
    histogram[inA + 1]! += hessian;
    histogram[inA + 2]! += 1;
    const inB = startB + 3 * b[row]!;
    histogram[inB]! += gradient;
    histogram[inB + 1]! += hessian;
    histogram[inB + 2]! += 1;
    const inC = startC + 3 * c[row]!;
    histogram[inC]! += gradient;
    histogram[inC + 1]! += hessian;
    histogram[inC + 2]! += 1;
    const inD = startD + 3 * d[row]!;
    histogram[inD]! += gradient;
    histogram[inD + 1]! += hessian;
    histogram[inD + 2]! += 1;
  }
}

export function subtractHistogram({ features, data }: Ground, from: Float64Array, less: Float64Array): void {
  for (const feature of features) {
    const { start, bins } = data.parts[feature]!;
    for (let place = start; place < start + 3 * bins; place++) from[place]! -= less[place]!;
  }
}
