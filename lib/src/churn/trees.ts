// Gradient-boosted trees for a yes-or-no label: trained in this process, seeded, the same to the bit every time.
import { InvalidInputError } from "../core/errors";
import { leafValue, short } from "./add-tree";
import { type BinnedFrame, binAlike, binFrame } from "./binned-frame";
import type { Cuts } from "./bins";
import { baseMargin, growTrees } from "./boost";
import { type Watcher, watcher } from "./early-stopping";
import type { Frame } from "./frame";
import type { GrownNode } from "./grow-tree";
import type { ModelFeature, TreeModel, TreeNode, TreeOptions } from "./tree-model";
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
  const { bins } = checkedOptions(options);
  const binned = binFrame(train, bins, "trainTrees");
  return trainBinned(binned, options, validation && binAlike(validation, binned, "Early stopping"));
}

/**
 * The same from frames in bins, which several trainings may share.
 *
 * @throws InvalidInputError for no features, one label only or an option out of range
 */
export function trainBinned(
  train: BinnedFrame,
  options: Partial<TreeOptions> = {},
  validation?: BinnedFrame,
): TreeModel {
  const knobs = checkedOptions(options);
  if (train.names.length === 0) throw new InvalidInputError("trainTrees needs at least one feature, got none");
  return treeModel(train, knobs, validation && watcher(validation, baseMargin(train.labels)));
}

function treeModel(train: BinnedFrame, knobs: TreeOptions, watch?: Watcher): TreeModel {
  const { labels, cuts, names } = train;
  const { base_margin, trees } = growTrees(train, knobs, watch);
  const features = names.map((name, i) => modelFeature(name, cuts[i]!));
  return {
    kind: "gradient_boosted_trees",
    version: 1,
    options: knobs,
    trained_on: { rows: labels.length, churned: labels.reduce((sum, label) => sum + label, 0) },
    validation_log_loss: watch?.losses ?? [],
    features,
    base_margin,
    trees: trees.map((nodes) => nodes.map((node) => modelNode(node, features, cuts, knobs))),
  };
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
