// Gradient-boosted trees for a yes-or-no label: trained in this process, seeded, the same to the bit every time.
import { InvalidInputError } from "../core/errors";
import { randomStream } from "../core/random";
import { addLeaf, addTree, leafValue, short } from "./add-tree";
import { binCount, binned, type Cuts, cutsOf } from "./bins";
import { type Watcher, watcher } from "./early-stopping";
import { bothLabels, checkedFrame, type Frame } from "./frame";
import { type BinnedRows, type GrownNode, growTree } from "./grow-tree";
import { type ModelFeature, probabilityOf, type TreeModel, type TreeNode, type TreeOptions } from "./tree-model";
import { checkedOptions } from "./tree-options";

/**
 * Gradient-boosted trees on log loss, by histograms. Without `validation` all trees are kept; with it (a later
 * snapshot) training stops when its log loss no longer improves, and the trees up to the best one are kept.
 *
 * @param train rows with both labels; missing values are NaN or null, and each split learns where they go
 * @param options any of the knobs; the others keep their defaults (see `defaultTreeOptions`)
 * @throws InvalidInputError for an empty frame, one label only, an infinite number or an option out of range
 * @see Friedman, "Greedy function approximation", 2001; Ke et al., "LightGBM", 2017
 * @example
 * const values = Float64Array.of(1, 2, 3, 4, 5, 6);
 * const features = [{ name: "recency_days", kind: "numeric", values }];
 * const train = { customer_ids: ["a", "b", "c", "d", "e", "f"], features, labels: Uint8Array.of(0, 0, 0, 1, 1, 1) };
 * const model = trainTrees(train, { trees: 1, min_leaf_rows: 1, row_share: 1, min_leaf_hessian: 0 });
 * model.trees[0][0].at_most; // => 3.5
 */
export function trainTrees(train: Frame, options: Partial<TreeOptions> = {}, validation?: Frame): TreeModel {
  const labels = bothLabels(train, "trainTrees");
  if (train.features.length === 0) throw new InvalidInputError("trainTrees needs at least one feature, got none");
  const knobs = checkedOptions(options);
  const cuts = train.features.map((column) => cutsOf(column, knobs.bins));
  const data = binnedRows(train, cuts);
  const churned = labels.reduce((sum, label) => sum + label, 0);
  const base_margin = short(Math.log(churned / (labels.length - churned)));
  const watch = validation && watcher(train, validation, cuts, base_margin);
  const grown = boost(data, labels, base_margin, knobs, watch);
  const features = train.features.map((column, i) => modelFeature(column.name, cuts[i]!));
  return {
    kind: "gradient_boosted_trees",
    version: 1,
    options: knobs,
    trained_on: { rows: labels.length, churned },
    validation_log_loss: watch?.losses ?? [],
    features,
    base_margin,
    trees: grown.map((nodes) => nodes.map((node) => modelNode(node, features, cuts, knobs))),
  };
}

/** Trees one after the other, each on what the ones before left over. */
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
    for (const row of rows) {
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

function modelNode(
  node: GrownNode,
  features: readonly ModelFeature[],
  cuts: readonly Cuts[],
  options: TreeOptions,
): TreeNode {
  const { split, sums } = node;
  if (!split) return { leaf: leafValue(node, options), rows: sums.rows };
  const cut = cuts[split.feature]!;
  const question =
    cut.kind === "numeric"
      ? { at_most: cut.at_most[split.last_bin - 1]! }
      : { one_of: cut.levels.filter((_, i) => split.yes_bins[i + 1] === 1) };
  return {
    feature: features[split.feature]!.name,
    ...question,
    missing: split.yes_bins[0] === 1 ? "yes" : "no",
    gain: short(split.gain),
    rows: sums.rows,
    yes: node.yes!,
    no: node.no!,
  };
}

function modelFeature(name: string, cuts: Cuts): ModelFeature {
  return cuts.kind === "numeric"
    ? { name, kind: "numeric", median: cuts.median }
    : { name, kind: "category", levels: cuts.levels };
}

function binnedRows(frame: Frame, cuts: readonly Cuts[]): BinnedRows {
  checkedFrame(frame, "trainTrees");
  let start = 0;
  const parts = cuts.map((cut, feature) => {
    const part = { feature, kind: cut.kind, start, bins: binCount(cut) };
    start += 3 * part.bins;
    return part;
  });
  return { columns: frame.features.map((column, i) => binned(column, cuts[i]!)), parts, histogram_size: start };
}

/** A share of the places 0 to `count` - 1, at least one, and the places left out; both ascending. */
function drawn(count: number, share: number, seed: number, salt: string): [chosen: Int32Array, others: Int32Array] {
  const wanted = Math.min(count, Math.max(1, Math.round(count * share)));
  const chosen = new Int32Array(wanted);
  const others = new Int32Array(count - wanted);
  const next = wanted === count ? () => 0 : randomStream(seed, salt).next;
  for (let place = 0, found = 0; place < count; place++) {
    if (next() * (count - place) < wanted - found) chosen[found++] = place;
    else others[place - found] = place;
  }
  return [chosen, others];
}
