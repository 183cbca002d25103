// What a trained set of trees is: plain data, as it stands in the model file.

/** A question to a row, and where the answer leads. Children stand after their parent. */
export interface TreeSplit {
  readonly feature: string;
  /** Numeric: yes when the value is at most this; the largest number there is asks whether there is a value at all. */
  readonly at_most?: number;
  /** Category: yes when the value is one of these. */
  readonly one_of?: readonly string[];
  /** The answer for a missing value or an unseen category, as learned. */
  readonly missing: "yes" | "no";
  /** What the split took off the training loss (second order, before the learning rate). */
  readonly gain: number;
  /** Training rows that came here: the weights of the explanation. */
  readonly rows: number;
  /** Places of the next nodes in the tree. */
  readonly yes: number;
  readonly no: number;
}

/** An end of a tree: what it adds to the margin. */
export interface TreeLeaf {
  readonly leaf: number;
  readonly rows: number;
}

export type TreeNode = TreeSplit | TreeLeaf;

/** A feature as the training rows had it. */
export interface ModelFeature {
  readonly name: string;
  readonly kind: "numeric" | "category";
  /** Numeric: the middle of the present values, null when all were missing; what "high" and "low" refer to. */
  readonly median?: number | null;
  /** Category: the values seen in training, the most frequent first. */
  readonly levels?: readonly string[];
}

/** The knobs of `trainTrees`. */
export interface TreeOptions {
  /** Trees at most; early stopping may keep fewer. */
  readonly trees: number;
  readonly learning_rate: number;
  /** Questions from the root to a leaf at most. */
  readonly max_depth: number;
  /** Leaves of a tree at most; the best leaf is split first. */
  readonly max_leaves: number;
  /** Training rows in a leaf at least. */
  readonly min_leaf_rows: number;
  /** Sum of p(1 - p) in a leaf at least. */
  readonly min_leaf_hessian: number;
  /** L2 penalty on leaf values. */
  readonly l2: number;
  /** A split must take at least this off the loss. */
  readonly min_gain: number;
  /** Share of the rows each tree sees, drawn without replacement. */
  readonly row_share: number;
  /** Share of the features each tree sees. */
  readonly feature_share: number;
  /** Bins per numeric feature, missing included; 2 to 255. */
  readonly bins: number;
  /** With a validation frame: stop when its log loss has not improved for this many trees. */
  readonly patience: number;
  readonly seed: number;
}

/** Trees, and all that is needed to score and to explain with them. */
export interface TreeModel {
  readonly kind: "gradient_boosted_trees";
  readonly version: 1;
  readonly options: TreeOptions;
  readonly trained_on: { readonly rows: number; readonly churned: number };
  /** Log loss of the validation frame after each tree tried; empty without one. */
  readonly validation_log_loss: readonly number[];
  readonly features: readonly ModelFeature[];
  /** Log odds of the training rows; the trees add to it. */
  readonly base_margin: number;
  readonly trees: readonly (readonly TreeNode[])[];
}

/** True for a node that asks, false for one that ends. */
export function isSplit(node: TreeNode): node is TreeSplit {
  return "feature" in node;
}

/** Probability of a margin: the logistic function. */
export function probabilityOf(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}
