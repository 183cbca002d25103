// Explanations: they add up, and they are the Shapley values that brute force finds.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "../../lib/src/churn/frame";
import { gainImportance, shapImportance } from "../../lib/src/churn/importance";
import { predictMargins } from "../../lib/src/churn/predict";
import { shapValues } from "../../lib/src/churn/shap";
import { isSplit, type TreeModel, type TreeNode } from "../../lib/src/churn/tree-model";
import { trainTrees } from "../../lib/src/churn/trees";
import { category, drawnFrame, frame, numeric } from "./small-frames";

/** The margin when only some features are known: an unknown one goes both ways, by training rows. */
function expected(
  nodes: readonly TreeNode[],
  row: Record<string, unknown>,
  known: ReadonlySet<string>,
  at = 0,
): number {
  const node = nodes[at]!;
  if (!isSplit(node)) return node.leaf;
  const below = (next: number) => expected(nodes, row, known, next);
  if (!known.has(node.feature))
    return (below(node.yes) * nodes[node.yes]!.rows + below(node.no) * nodes[node.no]!.rows) / node.rows;
  const value = row[node.feature];
  const isMissing = value === null || Number.isNaN(value);
  const isYes = isMissing
    ? node.missing === "yes"
    : node.one_of
      ? node.one_of.includes(value as string)
      : (value as number) <= node.at_most!;
  return below(isYes ? node.yes : node.no);
}

/** Shapley values by their definition: over all sets of other features. */
function bruteForce(model: TreeModel, row: Record<string, unknown>): number[] {
  const names = model.features.map(({ name }) => name);
  const margin = (known: ReadonlySet<string>) =>
    model.trees.reduce((sum, nodes) => sum + expected(nodes, row, known), model.base_margin);
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return names.map((own) => {
    const others = names.filter((name) => name !== own);
    let sum = 0;
    for (let set = 0; set < 2 ** others.length; set++) {
      const known = new Set(others.filter((_, i) => (set >> i) & 1));
      const weight = (factorial(known.size) * factorial(others.length - known.size)) / factorial(names.length);
      sum += weight * (margin(new Set([...known, own])) - margin(known));
    }
    return sum;
  });
}

const rowOf = (of: Frame, row: number) =>
  Object.fromEntries(of.features.map(({ name, values }) => [name, values[row]]));

describe("SHAP values", () => {
  it("of one split: the leaf's distance from the mean of both", () => {
    const nodes: TreeNode[] = [
      { feature: "x", at_most: 5, missing: "no", gain: 1, rows: 10, yes: 1, no: 2 },
      { leaf: 1, rows: 8 },
      { leaf: -4, rows: 2 },
    ];
    const model = { ...trainTrees(drawnFrame(50, 1), { trees: 1 }), base_margin: -2, trees: [nodes] };
    const small = { ...model, features: [{ name: "x", kind: "numeric" as const, median: 5 }] };
    const { base, values } = shapValues(small, frame([numeric("x", [3, 7, Number.NaN])]));
    expect(base).toBeCloseTo(-2 + 0.8 - 0.8, 12);
    expect([...values]).toEqual([1, -4, -4].map((part) => expect.closeTo(part, 12)));
  });

  it("are those of brute force, on any small model", () => {
    const knobs = fc.record({
      seed: fc.integer({ min: 1, max: 10_000 }),
      max_depth: fc.integer({ min: 1, max: 6 }),
      max_leaves: fc.integer({ min: 2, max: 14 }),
      trees: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(knobs, ({ seed, ...options }) => {
        const train = drawnFrame(150, seed);
        const model = trainTrees(train, { ...options, seed, min_leaf_rows: 2, min_leaf_hessian: 0, row_share: 0.8 });
        const some = drawnFrame(12, seed + 1);
        const { values } = shapValues(model, some);
        some.customer_ids.forEach((_, row) => {
          const own = [...values.subarray(4 * row, 4 * row + 4)];
          expect(own).toEqual(bruteForce(model, rowOf(some, row)).map((part) => expect.closeTo(part, 9)));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("add up to the margin, for every row", () => {
    const model = trainTrees(drawnFrame(1500, 3), { max_depth: 8, max_leaves: 40, min_leaf_rows: 5 });
    const some = drawnFrame(500, 4);
    const { base, features, values } = shapValues(model, some);
    const margins = predictMargins(model, some);
    margins.forEach((margin, row) => {
      const parts = values.subarray(row * features.length, (row + 1) * features.length);
      expect(parts.reduce((sum, part) => sum + part, base)).toBeCloseTo(margin, 9);
    });
  });

  it("of a feature nobody asked about are 0, and a model without trees has only its base", () => {
    const train = frame(
      [numeric("x", [1, 1, 2, 2]), numeric("same", [3, 3, 3, 3]), category("none", [null, null, null, null])],
      [0, 0, 1, 1],
    );
    const model = trainTrees(train, { min_leaf_rows: 1, min_leaf_hessian: 0, row_share: 1, feature_share: 1 });
    const { values } = shapValues(model, train);
    expect([...values].filter((_, i) => i % 3 !== 0)).toEqual(new Array(8).fill(0));
    expect(shapValues({ ...model, trees: [] }, train).base).toBe(model.base_margin);
    expect(
      shapValues(
        model,
        frame(train.features.map((column) => ({ ...column, values: column.values.slice(0, 0) }) as typeof column)),
      ).values,
    ).toHaveLength(0);
  });
});

describe("importance", () => {
  const train = drawnFrame(1500, 8);
  const model = trainTrees(train, { trees: 40 });

  it.each([
    ["gain", gainImportance(model)],
    ["mean |SHAP|", shapImportance(shapValues(model, train))],
  ])("by %s: shares of 1, the strongest first, noise not among them", (_kind, rows) => {
    expect(rows.reduce((sum, { importance_share }) => sum + importance_share, 0)).toBeCloseTo(1, 12);
    expect(rows[0]!.feature).toBe("recency_days");
    expect(rows.map(({ importance_share }) => importance_share)).toEqual(
      rows.map(({ importance_share }) => importance_share).toSorted((a, b) => b - a),
    );
    expect(rows.findIndex(({ feature }) => feature === "noise")).toBeGreaterThan(0);
  });
});
