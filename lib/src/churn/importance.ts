// Which features a model leans on, over all customers.
import type { ShapValues } from "./shap";
import { isSplit, type TreeModel } from "./tree-model";

/** A feature's part of the whole, largest first; the shares of all features sum to 1. */
export interface FeatureImportance {
  readonly feature: string;
  readonly importance_share: number;
}

/** Importance by gain: what a feature's splits took off the training loss. */
export function gainImportance(model: TreeModel): FeatureImportance[] {
  const gains = new Map(model.features.map(({ name }) => [name, 0]));
  for (const node of model.trees.flat())
    if (isSplit(node)) gains.set(node.feature, gains.get(node.feature)! + node.gain);
  return shares([...gains]);
}

/** Importance by mean |SHAP|: how far a feature moves the margin of these customers, up or down. */
export function shapImportance({ features, values }: ShapValues): FeatureImportance[] {
  const sums = new Float64Array(features.length);
  for (let i = 0; i < values.length; i++) sums[i % features.length]! += Math.abs(values[i]!);
  return shares(features.map((feature, i) => [feature, sums[i]!]));
}

function shares(amounts: readonly (readonly [string, number])[]): FeatureImportance[] {
  const all = amounts.reduce((sum, [, amount]) => sum + amount, 0) || 1;
  return amounts
    .map(([feature, amount]) => ({ feature, importance_share: amount / all }))
    .sort((a, b) => b.importance_share - a.importance_share || (a.feature < b.feature ? -1 : 1));
}
