// Boosting: trees one after the other, each on what the ones before left over, on rows in bins.
import { randomStream } from "../core/random";
import { addLeaf, addTree, leafValue, short } from "./add-tree";
import { type BinnedFrame, binnedRows } from "./binned-frame";
import type { Watcher } from "./early-stopping";
import { needBothOutcomes } from "./frame";
import { type BinnedRows, type GrownNode, growTree } from "./grow-tree";
import { probabilityOf, type TreeOptions } from "./tree-model";

/** Trees as they grow, in bins: enough to score rows of the same cuts. */
export interface GrownTrees {
  readonly base_margin: number;
  readonly trees: readonly (readonly GrownNode[])[];
}

/**
 * Grows the trees of `trainBinned`, without putting them into words.
 *
 * @throws InvalidInputError when nobody churned or nobody stayed
 */
export function growTrees(train: BinnedFrame, knobs: TreeOptions, watch?: Watcher): GrownTrees {
  const base_margin = baseMargin(train.labels);
  return { base_margin, trees: boost(binnedRows(train), train.labels, base_margin, knobs, watch) };
}

/** Margins of some rows of a frame in bins, by trees that grew on rows of the same cuts. */
export function marginsOfRows(
  { base_margin, trees }: GrownTrees,
  frame: BinnedFrame,
  rows: Int32Array,
  knobs: TreeOptions,
): Float64Array {
  const margins = new Float64Array(frame.labels.length).fill(base_margin);
  for (const nodes of trees) addTree(nodes, frame.columns, rows, margins, knobs);
  return Float64Array.from(rows, (row) => margins[row]!);
}

/** Log odds of the rows: what is said before there is a tree. */
export function baseMargin(labels: Uint8Array): number {
  const churned = needBothOutcomes(labels, "trainTrees");
  return short(Math.log(churned / (labels.length - churned)));
}

function boost(
  data: BinnedRows,
  labels: Uint8Array,
  base: number,
  options: TreeOptions,
  watch: Watcher | undefined,
): GrownNode[][] {
  const count = labels.length;
  const margins = new Float64Array(count).fill(base);
  const gradients = new Float64Array(count);
  const hessians = new Float64Array(count);
  const usable = [...data.columns.keys()].filter((feature) =>
    data.columns[feature]!.some((bin, _, all) => bin !== all[0]),
  );
  const pool: Float64Array[] = [];
  const trees: GrownNode[][] = [];
  for (let tree = 0; tree < options.trees; tree++) {
    const [rows, others] = drawn(count, options.row_share, options.seed, `rows ${tree}`);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const probability = probabilityOf(margins[row]!);
      gradients[row] = probability - labels[row]!;
      hessians[row] = probability * (1 - probability);
    }
    const [places] = drawn(usable.length, options.feature_share, options.seed, `features ${tree}`);
    const features = Array.from(places, (place) => usable[place]!);
    const nodes = growTree({ data, gradients, hessians, rows, features, options, pool });
    if (nodes.length === 1) continue; // these rows and features have nothing left to say
    trees.push(nodes);
    for (const node of nodes)
      if (!node.split) addLeaf(rows.subarray(node.start, node.end), leafValue(node, options), margins);
    addTree(nodes, data.columns, others, margins, options);
    if (watch?.isOver(nodes, options)) break;
  }
  return watch ? trees.slice(0, watch.best()) : trees;
}

/**
 * A share of the places 0 to `count` - 1, at least one, and the places left out; both ascending. Every place is written
 * to both, and stays in one: a branch that chance decides would cost more than everything else here.
 */
function drawn(count: number, share: number, seed: number, salt: string): [chosen: Int32Array, others: Int32Array] {
  const wanted = Math.min(count, Math.max(1, Math.round(count * share)));
  const chosen = new Int32Array(wanted + 1);
  const others = new Int32Array(count - wanted + 1);
  const next = wanted === count ? () => 0 : randomStream(seed, salt).next;
  for (let place = 0, found = 0; place < count; place++) {
    chosen[found] = place;
    others[place - found] = place;
    found += Number(next() * (count - place) < wanted - found);
  }
  return [chosen.subarray(0, wanted), others.subarray(0, count - wanted)];
}
