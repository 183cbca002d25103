// One tree: the leaf whose best split takes most off the loss is split first, until nothing is worth it.
import { bestSplit, type FeatureBins, type Split, type Sums } from "./best-split";
import { fillHistogram, subtractHistogram } from "./histogram";
import type { TreeOptions } from "./tree-model";

/** The training rows, feature by feature. */
export interface BinnedRows {
  /** The bin of each row, per feature. */
  readonly columns: readonly Uint8Array[];
  /** Where each feature's bins stand in a histogram. */
  readonly parts: readonly FeatureBins[];
  /** Numbers in a histogram: three a bin. */
  readonly histogram_size: number;
}

/** A node under way; one that is not split in the end is a leaf. */
export interface GrownNode {
  readonly depth: number;
  readonly sums: Sums;
  /** Its rows: places [start, end) of the row list. */
  readonly start: number;
  readonly end: number;
  split?: Split;
  yes?: number;
  no?: number;
}

interface Open {
  readonly node: number;
  readonly split: Split;
  readonly histogram: Float64Array;
}

/** What one tree grows from. */
export interface Ground {
  readonly data: BinnedRows;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  /** The rows the tree sees, ascending; grouped by leaf afterwards. */
  readonly rows: Int32Array;
  /** The features it may ask about. */
  readonly features: readonly number[];
  readonly options: TreeOptions;
  /** Histograms to use again. */
  readonly pool: Float64Array[];
}

/** Grows a tree; children stand after their parents. */
export function growTree(ground: Ground): GrownNode[] {
  const { rows, options, pool } = ground;
  const scratch = {
    rows: new Int32Array(rows.length),
    gradients: new Float64Array(rows.length),
    hessians: new Float64Array(rows.length),
  };
  const nodes: GrownNode[] = [{ depth: 0, sums: sumsOf(ground), start: 0, end: rows.length }];
  let open: Open[] = [];
  const canSplit = ({ depth, sums }: GrownNode) =>
    depth < options.max_depth && sums.rows >= Math.max(2, 2 * options.min_leaf_rows);
  const consider = (node: number, histogram: Float64Array) => {
    const split = canSplit(nodes[node]!) ? bestOf(ground, histogram, nodes[node]!.sums) : undefined;
    if (split) open.push({ node, split, histogram });
    else pool.push(histogram);
  };
  const filled = (node: GrownNode) => {
    const histogram = pool.pop() ?? new Float64Array(ground.data.histogram_size);
    fillHistogram(ground, node, scratch, histogram);
    return histogram;
  };
  if (options.max_leaves > 1 && canSplit(nodes[0]!)) consider(0, filled(nodes[0]!));
  for (let leaves = 1; leaves < options.max_leaves && open.length > 0; leaves++) {
    const chosen = open.reduce((best, each) => (each.split.gain > best.split.gain ? each : best));
    open = open.filter((each) => each !== chosen);
    const parent = nodes[chosen.node]!;
    const middle = partition(ground, parent, chosen.split, scratch.rows);
    const depth = parent.depth + 1;
    const yes: GrownNode = { depth, sums: chosen.split.yes, start: parent.start, end: middle };
    const no: GrownNode = { depth, sums: chosen.split.no, start: middle, end: parent.end };
    parent.split = chosen.split;
    parent.yes = nodes.push(yes) - 1;
    parent.no = nodes.push(no) - 1;
    const isLast = leaves + 1 === options.max_leaves;
    if (isLast || !(canSplit(yes) || canSplit(no))) {
      pool.push(chosen.histogram);
      continue;
    }
    // count the smaller child; the larger one is the parent less the smaller
    const isYesSmaller = yes.sums.rows <= no.sums.rows;
    const smaller = filled(isYesSmaller ? yes : no);
    subtractHistogram(ground, chosen.histogram, smaller);
    consider(parent.yes, isYesSmaller ? smaller : chosen.histogram);
    consider(parent.no, isYesSmaller ? chosen.histogram : smaller);
  }
  for (const { histogram } of open) pool.push(histogram);
  return nodes;
}

function bestOf({ data, features, options }: Ground, histogram: Float64Array, sums: Sums): Split | undefined {
  let best: Split | undefined;
  for (const feature of features) {
    const least = best?.gain ?? Math.max(options.min_gain, 1e-9);
    best = bestSplit(histogram, data.parts[feature]!, sums, options, least) ?? best;
  }
  return best;
}

function sumsOf({ rows, gradients, hessians }: Ground): Sums {
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < rows.length; i++) {
    gradient += gradients[rows[i]!]!;
    hessian += hessians[rows[i]!]!;
  }
  return { gradient, hessian, rows: rows.length };
}

/** Puts the rows that answer yes first, both sides in their old order; returns where the others begin. */
function partition({ rows, data }: Ground, { start, end }: GrownNode, split: Split, others: Int32Array): number {
  const column = data.columns[split.feature]!;
  const { yes_bins } = split;
  let yes = start;
  let no = 0;
  for (let i = start; i < end; i++) {
    // written to both sides, kept on one: which one it is nobody can foresee, and a processor that guesses wrong waits
    const row = rows[i]!;
    const isYes = yes_bins[column[row]!]!;
    rows[yes] = row;
    others[no] = row;
    yes += isYes;
    no += 1 - isYes;
  }
  rows.set(others.subarray(0, no), yes);
  return yes;
}
