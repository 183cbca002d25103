// Scores of a model: every row walks down every tree.
import { InvalidInputError } from "../core/errors";
import { checkedFrame, type Frame, featureOf } from "./frame";
import { isSplit, probabilityOf, type TreeModel, type TreeNode } from "./tree-model";

/**
 * The margin (log odds of churn) of every row. The frame may hold more features than the model asks for, in any order;
 * an unseen category counts as missing.
 *
 * @throws InvalidInputError when a feature of the model is not in the frame, or of another kind
 */
export function predictMargins(model: TreeModel, frame: Frame): Float64Array {
  const columns = modelColumns(model, frame, "predictMargins");
  const margins = new Float64Array(frame.customer_ids.length).fill(model.base_margin);
  for (const nodes of model.trees) addTree(nodes, answersOf(nodes, model, columns), margins);
  return margins;
}

/** The probability of churn of every row, before calibration. */
export function predictProbabilities(model: TreeModel, frame: Frame): Float64Array {
  return predictMargins(model, frame).map(probabilityOf);
}

/** Numbers to walk by: a numeric feature's values, a category's places in the model's levels (NaN: missing or unseen). */
export function modelColumns(model: TreeModel, frame: Frame, who: string): Map<string, Float64Array> {
  checkedFrame(frame, who);
  return new Map(
    model.features.map(({ name, kind, levels = [] }) => {
      const column = featureOf(frame, name);
      if (column.kind !== kind)
        throw new InvalidInputError(`${who} needs ${name} as the model knows it, ${kind}, got ${column.kind}`);
      if (column.kind === "numeric") return [name, column.values];
      const places = new Map<string | null, number>(levels.map((level, i) => [level, i]));
      return [name, Float64Array.from(column.values as readonly string[], (value) => places.get(value) ?? Number.NaN)];
    }),
  );
}

/** Every row's answers to a tree's questions, node by node: 1 yes, 0 no; nothing for a leaf. */
export function answersOf(
  nodes: readonly TreeNode[],
  model: TreeModel,
  columns: Map<string, Float64Array>,
): (Uint8Array | undefined)[] {
  return nodes.map((node) => {
    if (!isSplit(node)) return undefined;
    const values = columns.get(node.feature)!;
    const missing = node.missing === "yes" ? 1 : 0;
    if (node.at_most !== undefined) return numericAnswers(values, node.at_most, missing);
    const { levels = [] } = model.features.find(({ name }) => name === node.feature)!;
    const isYes = levels.map((level) => (node.one_of!.includes(level) ? 1 : 0));
    return Uint8Array.from(values, (place) => isYes[place] ?? missing);
  });
}

function numericAnswers(values: Float64Array, at_most: number, missing: number): Uint8Array {
  const yes = new Uint8Array(values.length);
  for (let row = 0; row < yes.length; row++) {
    const value = values[row]!;
    yes[row] = value <= at_most ? 1 : value > at_most ? 0 : missing;
  }
  return yes;
}

function addTree(
  nodes: readonly TreeNode[],
  answers: readonly (Uint8Array | undefined)[],
  margins: Float64Array,
): void {
  const leaves = Float64Array.from(nodes, (node) => (isSplit(node) ? 0 : node.leaf));
  const yes = Int32Array.from(nodes, (node) => (isSplit(node) ? node.yes : -1));
  const no = Int32Array.from(nodes, (node) => (isSplit(node) ? node.no : -1));
  for (let row = 0; row < margins.length; row++) {
    let at = 0;
    while (yes[at]! > 0) at = answers[at]![row] === 1 ? yes[at]! : no[at]!;
    margins[row]! += leaves[at]!;
  }
}
