// Scores of a model: every row walks down every tree.
import { InvalidInputError } from "../core/errors";
import { checkedFrame, type Frame, featureOf } from "./frame";
import { isSplit, probabilityOf, type TreeModel, type TreeNode, type TreeSplit } from "./tree-model";

/**
 * The margin (log odds of churn) of every row. The frame may hold more features than the model asks for, in any order;
 * an unseen category counts as missing.
 *
 * @throws InvalidInputError when a feature of the model is not in the frame, or of another kind
 */
export function predictMargins(model: TreeModel, frame: Frame): Float64Array {
  const columns = modelColumns(model, frame, "predictMargins");
  const margins = new Float64Array(frame.customer_ids.length).fill(model.base_margin);
  for (const nodes of model.trees) addTree(nodes, model, columns, margins);
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
    const isYes = levelAnswers(node, model);
    return Uint8Array.from(values, (place) => isYes[place] ?? missing);
  });
}

/** The answer for each level of a category. */
function levelAnswers({ feature, one_of }: TreeSplit, model: TreeModel): Uint8Array {
  const { levels = [] } = model.features.find(({ name }) => name === feature)!;
  return Uint8Array.from(levels, (level) => (one_of!.includes(level) ? 1 : 0));
}

function numericAnswers(values: Float64Array, at_most: number, missing: number): Uint8Array {
  const yes = new Uint8Array(values.length);
  for (let row = 0; row < yes.length; row++) {
    const value = values[row]!;
    yes[row] = value <= at_most ? 1 : value > at_most ? 0 : missing;
  }
  return yes;
}

/** Adds a tree to the margins: every row is asked only what stands on its way. */
function addTree(
  nodes: readonly TreeNode[],
  model: TreeModel,
  columns: Map<string, Float64Array>,
  margins: Float64Array,
): void {
  const ends = Float64Array.from(nodes, (node) => (isSplit(node) ? 0 : node.leaf));
  const yes = Int32Array.from(nodes, (node) => (isSplit(node) ? node.yes : -1));
  const no = Int32Array.from(nodes, (node) => (isSplit(node) ? node.no : -1));
  const values = nodes.map((node) => (isSplit(node) ? columns.get(node.feature)! : margins));
  const cuts = Float64Array.from(nodes, (node) => (isSplit(node) ? (node.at_most ?? Number.NaN) : 0));
  const missing = Uint8Array.from(nodes, (node) => (isSplit(node) && node.missing === "yes" ? 1 : 0));
  const levels = nodes.map((node) =>
    isSplit(node) && node.at_most === undefined ? levelAnswers(node, model) : undefined,
  );
  for (let row = 0; row < margins.length; row++) {
    let at = 0;
    while (yes[at]! > 0) {
      const value = values[at]![row]!;
      const isYes = value <= cuts[at]! || (!(value > cuts[at]!) && (levels[at]?.[value] ?? missing[at]) === 1);
      at = isYes ? yes[at]! : no[at]!;
    }
    margins[row]! += ends[at]!;
  }
}
