// A grown tree's answers added to margins while training, by bins.
import type { GrownNode } from "./grow-tree";
import type { TreeOptions } from "./tree-model";

/** Adds a leaf's value to the margins of its rows. */
export function addLeaf(rows: Int32Array, value: number, margins: Float64Array): void {
  for (let i = 0; i < rows.length; i++) margins[rows[i]!]! += value;
}

/** Adds a tree's answer to the margins of rows it has not seen, by bins. */
export function addTree(
  nodes: readonly GrownNode[],
  columns: readonly Uint8Array[],
  rows: Int32Array,
  margins: Float64Array,
  options: TreeOptions,
): void {
  const values = Float64Array.from(nodes, (node) => leafValue(node, options));
  const yes = Int32Array.from(nodes, (node) => node.yes ?? -1);
  const no = Int32Array.from(nodes, (node) => node.no ?? -1);
  const asked = nodes.map(({ split }) => (split ? columns[split.feature]! : undefined));
  const answers = nodes.map(({ split }) => split?.yes_bins);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    let at = 0;
    while (yes[at]! >= 0) at = answers[at]![asked[at]![row]!] === 1 ? yes[at]! : no[at]!;
    margins[row]! += values[at]!;
  }
}

/** What a leaf adds: a Newton step, shortened by the learning rate. */
export function leafValue({ sums }: GrownNode, { learning_rate, l2 }: TreeOptions): number {
  return short((-learning_rate * sums.gradient) / (sums.hessian + l2 || 1));
}

/** A number as the model file holds it: seven digits, so that trees can be read and compared. */
export function short(value: number): number {
  return Number(value.toPrecision(7));
}
