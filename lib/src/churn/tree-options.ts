// The knobs of the trees: what they are when nobody turns them, and how far they turn.
import { InvalidInputError } from "../core/errors";
import type { TreeOptions } from "./tree-model";

/** What `trainTrees` uses where nothing else is said; small trees, slow learning. */
export const defaultTreeOptions: TreeOptions = {
  trees: 150,
  learning_rate: 0.06,
  max_depth: 5,
  max_leaves: 15,
  min_leaf_rows: 40,
  min_leaf_hessian: 1,
  l2: 1,
  min_gain: 0,
  row_share: 0.8,
  feature_share: 0.5,
  bins: 255,
  patience: 30,
  seed: 42,
};

const RANGES: Record<keyof TreeOptions, readonly [low: number, high: number, isWhole: boolean]> = {
  trees: [1, 10_000, true],
  learning_rate: [0.0001, 1, false],
  max_depth: [1, 16, true],
  max_leaves: [2, 256, true],
  min_leaf_rows: [1, 1e9, true],
  min_leaf_hessian: [0, 1e9, false],
  l2: [0, 1e9, false],
  min_gain: [0, 1e9, false],
  row_share: [0.01, 1, false],
  feature_share: [0.01, 1, false],
  bins: [2, 255, true],
  patience: [1, 10_000, true],
  seed: [0, 0xffffffff, true],
};

/** The options with the defaults filled in. @throws InvalidInputError for an unknown knob or one out of range */
export function checkedOptions(options: Partial<TreeOptions>): TreeOptions {
  const known = Object.keys(RANGES);
  for (const [knob, value] of Object.entries(options)) {
    const range = RANGES[knob as keyof TreeOptions];
    if (!range) throw new InvalidInputError(`trainTrees has no option ${knob}; it has ${known.join(", ")}`);
    const [low, high, isWhole] = range;
    const isFine = typeof value === "number" && value >= low && value <= high && (!isWhole || Number.isInteger(value));
    if (!isFine)
      throw new InvalidInputError(
        `trainTrees needs ${knob} as a ${isWhole ? "whole number" : "number"} from ${low} to ${high}, got ${JSON.stringify(value)}`,
      );
  }
  return { ...defaultTreeOptions, ...options };
}
