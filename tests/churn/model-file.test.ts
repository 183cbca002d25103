// The model file: there and back to the bit, readable line by line, and refused in one line when it makes no sense.
import { describe, expect, it } from "vitest";
import { modelFromJson, modelToJson } from "../../lib/src/churn/model-file";
import { predictMargins } from "../../lib/src/churn/predict";
import { trainTrees } from "../../lib/src/churn/trees";
import { drawnFrame } from "./small-frames";

const train = drawnFrame(500, 1);
const model = trainTrees(train, { trees: 5, min_leaf_rows: 10 }, drawnFrame(300, 2));
const text = modelToJson(model);

describe("a model file", () => {
  it("gives the same model back, and the same scores to the bit", () => {
    const back = modelFromJson(text);
    expect(back).toEqual(model);
    expect(predictMargins(back, train)).toEqual(predictMargins(model, train));
    expect(modelToJson(back)).toBe(text);
  });

  it("has a line per option, feature and node", () => {
    const nodes = model.trees.flat().length;
    const lines = text.split("\n");
    expect(lines.filter((line) => line.includes('"rows":')).length).toBe(nodes + 1);
    expect(lines.filter((line) => line.includes('"kind":"numeric"')).length).toBe(3);
    expect(lines).toContain('    "trees": 5,');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(200);
  });

  const broken = (change: (copy: Record<string, never> & { [key: string]: unknown }) => void) => {
    const copy = JSON.parse(text);
    change(copy);
    return JSON.stringify(copy);
  };
  const inTree = (change: (nodes: Record<string, unknown>[]) => void) =>
    broken((copy) => change((copy.trees as never)[0]));

  it.each([
    ["half a file", text.slice(0, 300), "is not JSON"],
    ["null", "null", "needs kind gradient_boosted_trees, got nothing"],
    ["another kind", broken((copy) => Object.assign(copy, { kind: "forest" })), 'got "forest"'],
    [
      "another version",
      broken((copy) => Object.assign(copy, { version: 2 })),
      "needs version 1, got 2; train it again",
    ],
    ["no trees", broken((copy) => Object.assign(copy, { trees: 3 })), "needs a list of trees, got 3"],
    ["no features", broken((copy) => Object.assign(copy, { features: [] })), "needs a list of features"],
    [
      "an option out of range",
      broken((copy) => Object.assign(copy, { options: { trees: 0 } })),
      "needs trees as a whole number",
    ],
    ["a base that is no number", broken((copy) => Object.assign(copy, { base_margin: "0" })), 'base_margin, got "0"'],
    [
      "a category without levels",
      broken((copy) => Object.assign((copy.features as never)[2], { levels: 1 })),
      "a category's levels",
    ],
    [
      "an unknown feature",
      inTree(([root]) => Object.assign(root!, { feature: "age" })),
      "a feature of the model in tree 0, node 0",
    ],
    [
      "a child that points back",
      inTree(([root]) => Object.assign(root!, { yes: 0 })),
      "children that come after it in tree 0",
    ],
    ["two ways to one node", inTree(([root]) => Object.assign(root!, { yes: root!.no })), "in tree 0"],
    [
      "a leaf without a number",
      inTree((nodes) => Object.assign(nodes.at(-1)!, { leaf: null })),
      "a feature or a leaf value in tree 0",
    ],
    [
      "rows that do not add up",
      inTree(([root]) => Object.assign(root!, { rows: 1 })),
      "as many rows as its children together",
    ],
    ["a missing answer", inTree(([root]) => Object.assign(root!, { missing: "left" })), "missing yes or no"],
  ])("is refused with %s", (_fact, file, words) => {
    expect(() => modelFromJson(file)).toThrow(
      expect.objectContaining({ name: "InvalidInputError", message: expect.stringContaining(words) }),
    );
    expect(() => modelFromJson(file)).toThrow(/^[^\n]+$/);
  });
});
