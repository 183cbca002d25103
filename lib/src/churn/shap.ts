// Why a score is what it is: every feature's part of the margin, exactly (TreeSHAP, path-dependent).
import type { Frame } from "./frame";
import { answersOf, modelColumns } from "./predict";
import { isSplit, type TreeModel, type TreeNode } from "./tree-model";

/** Parts of the margin, per row and feature. */
export interface ShapValues {
  /** The margin of a customer of whom nothing is known: the mean over the training rows. */
  readonly base: number;
  /** Names of the columns. */
  readonly features: readonly string[];
  /** Row by row, a number per feature: `base` plus a row's numbers is its margin. Above 0 raises the risk. */
  readonly values: Float64Array;
}

/**
 * Shapley values of every row's margin: what each feature adds, averaged over all orders in which features become
 * known; an unknown feature goes both ways, weighted by the training rows. Exact, and additive to rounding.
 *
 * Two things make it fast. Rows that answer all questions of a tree alike share its explanation, so it is worked out
 * once per pattern of answers; and a leaf's part depends only on which features on its path let the row through.
 *
 * @see Lundberg, Erion, Lee, "Consistent individualized feature attribution for tree ensembles", 2018
 */
export function shapValues(model: TreeModel, frame: Frame): ShapValues {
  const columns = modelColumns(model, frame, "shapValues");
  const features = model.features.map(({ name }) => name);
  const rows = frame.customer_ids.length;
  const values = new Float64Array(rows * features.length);
  let base = model.base_margin;
  for (const nodes of model.trees) {
    const answers = answersOf(nodes, model, columns);
    const paths = pathsOf(nodes);
    for (const { leaf, share } of paths) base += leaf * share;
    const { pattern, firstRows } = patternsOf(answers, rows);
    const asked = [...new Set(nodes.filter(isSplit).map(({ feature }) => feature))];
    const parts = patternParts(paths, asked, answers, firstRows);
    addParts(
      parts,
      pattern,
      asked.map((name) => features.indexOf(name)),
      features.length,
      values,
    );
  }
  return { base, features, values };
}

/** A feature on the way to a leaf: the nodes that ask about it, and the share of rows they let through. */
interface Gate {
  readonly feature: string;
  readonly share: number;
  readonly nodes: readonly (readonly [place: number, answer: number])[];
}

interface Path {
  readonly leaf: number;
  /** Share of the training rows that end here. */
  readonly share: number;
  readonly gates: readonly Gate[];
  /** A part per gate, by which gates are open (a bit each); worked out when first met. */
  readonly known: Map<number, Float64Array>;
}

/** The way to every leaf, one gate per feature. */
function pathsOf(nodes: readonly TreeNode[], at = 0, gates: readonly Gate[] = []): Path[] {
  const node = nodes[at]!;
  if (!isSplit(node)) {
    const share = gates.reduce((product, gate) => product * gate.share, 1);
    return [{ leaf: node.leaf, share, gates, known: new Map() }];
  }
  const through = (next: number, answer: number): Path[] => {
    const share = nodes[next]!.rows / node.rows;
    const old = gates.find(({ feature }) => feature === node.feature);
    const gate: Gate = {
      feature: node.feature,
      share: (old?.share ?? 1) * share,
      nodes: [...(old?.nodes ?? []), [at, answer]],
    };
    return pathsOf(nodes, next, [...gates.filter((each) => each !== old), gate]);
  };
  return [...through(node.yes, 1), ...through(node.no, 0)];
}

type Answers = readonly (Uint8Array | undefined)[];

/** Numbers the different patterns of answers: each row's number, and the first row of each. */
function patternsOf(answers: Answers, rows: number): { pattern: Int32Array; firstRows: number[] } {
  const pattern = new Int32Array(rows);
  let firstRows = rows > 0 ? [0] : [];
  for (const yes of answers) {
    if (!yes) continue;
    const renamed = new Int32Array(2 * firstRows.length).fill(-1);
    firstRows = [];
    for (let row = 0; row < rows; row++) {
      const both = 2 * pattern[row]! + yes[row]!;
      if (renamed[both] === -1) renamed[both] = firstRows.push(row) - 1;
      pattern[row] = renamed[both]!;
    }
  }
  return { pattern, firstRows };
}

/** Every pattern's parts, a number per feature that the tree asks about. */
function patternParts(
  paths: readonly Path[],
  asked: readonly string[],
  answers: Answers,
  firstRows: readonly number[],
): Float64Array {
  const parts = new Float64Array(firstRows.length * asked.length);
  for (const path of paths) {
    const { gates, known } = path;
    const places = gates.map(({ feature }) => asked.indexOf(feature));
    const questions = gates.map((gate) => gate.nodes.map(([place, answer]) => ({ yes: answers[place]!, answer })));
    for (let i = 0; i < firstRows.length; i++) {
      const row = firstRows[i]!;
      let open = 0;
      for (let g = 0; g < questions.length; g++) {
        let isOpen = 1;
        for (const { yes, answer } of questions[g]!) if (yes[row] !== answer) isOpen = 0;
        open |= isOpen << g;
      }
      let part = known.get(open);
      if (!part) {
        part = gateParts(path, open);
        known.set(open, part);
      }
      for (let g = 0; g < places.length; g++) parts[i * asked.length + places[g]!]! += part[g]!;
    }
  }
  return parts;
}

/** The Shapley values of one leaf: a gate that is open counts 1 once known, its share while unknown. */
function gateParts({ leaf, gates }: Path, open: number): Float64Array {
  const count = gates.length;
  return Float64Array.from(gates, ({ share }, own) => {
    // weights[k]: over the sets of k other known gates, the product of what all others let through
    const weights = new Float64Array(count);
    weights[0] = 1;
    gates.forEach((gate, other) => {
      if (other === own) return;
      const isOpen = (open >> other) & 1;
      for (let k = count - 1; k >= 0; k--)
        weights[k] = weights[k]! * gate.share + (k > 0 ? weights[k - 1]! * isOpen : 0);
    });
    let sum = 0;
    let orders = 1 / count; // k! (count - 1 - k)! / count!
    for (let k = 0; k < count; k++) {
      sum += weights[k]! * orders;
      orders *= (k + 1) / (count - 1 - k);
    }
    return leaf * (((open >> own) & 1) - share) * sum;
  });
}

function addParts(
  parts: Float64Array,
  pattern: Int32Array,
  places: readonly number[],
  width: number,
  values: Float64Array,
): void {
  const count = places.length;
  for (let row = 0; row < pattern.length; row++) {
    const from = pattern[row]! * count;
    for (let i = 0; i < count; i++) values[row * width + places[i]!]! += parts[from + i]!;
  }
}
