// Frames: made of a query's columns, cut, stacked; and the labels dealt out anew.
import { describe, expect, it } from "vitest";
import { frameOf, selectFeatures, stackFrames, takeRows } from "../../lib/src/churn/frame";
import { permutedLabels } from "../../lib/src/churn/permute";
import { predictMargins } from "../../lib/src/churn/predict";
import { auc } from "../../lib/src/churn/ranking-metrics";
import { recencyByFrequency, spendRatio } from "../../lib/src/churn/rules";
import { singleFeatureAucs } from "../../lib/src/churn/single-features";
import { trainTrees } from "../../lib/src/churn/trees";
import { category, drawnFrame, frame, numeric } from "./small-frames";

const where = {
  features: [
    { name: "recency_days", kind: "numeric" },
    { name: "card_type", kind: "category" },
  ],
  snapshot_date: "as_of_date",
  label: "has_churned",
} as const;
const ada = {
  customer_id: ["ada"],
  as_of_date: [new Date("2025-04-26T00:00:00Z")],
  recency_days: [3],
  card_type: ["Premium"],
  has_churned: [false],
};
const two = {
  customer_id: ["a", "b"],
  as_of_date: [new Date("2025-04-26T00:00:00Z"), "2025-04-26"],
  recency_days: [3, null],
  card_type: ["Premium", null],
  has_churned: [false, true],
};

describe("a frame", () => {
  it("holds a query's columns: null is missing, true is 1, days are days", () => {
    const made = frameOf(two, where);
    expect(made).toEqual({
      customer_ids: ["a", "b"],
      snapshot_dates: ["2025-04-26", "2025-04-26"],
      features: [
        { name: "recency_days", kind: "numeric", values: Float64Array.of(3, Number.NaN) },
        { name: "card_type", kind: "category", values: ["Premium", null] },
      ],
      labels: Uint8Array.of(0, 1),
    });
    const nobody = { customer_id: [], as_of_date: [], recency_days: [], card_type: [], has_churned: [] };
    expect(frameOf(nobody, where).customer_ids).toEqual([]);
  });

  it("is cut by row and by feature, and stacked", () => {
    const made = frameOf({ ...two, recency_days: [3, 9] }, where);
    const turned = takeRows(made, [1, 0, 1]);
    expect(turned.customer_ids).toEqual(["b", "a", "b"]);
    expect([...turned.labels!]).toEqual([1, 0, 1]);
    expect(stackFrames([takeRows(made, [1]), takeRows(made, [0, 1])])).toEqual(turned);
    expect(selectFeatures(made, ["card_type"]).features.map(({ name }) => name)).toEqual(["card_type"]);
  });

  it.each<[string, () => unknown, string]>([
    ["a column that is not there", () => frameOf({ customer_id: ["a"] }, where), "needs a column as_of_date"],
    [
      "text for a number",
      () => frameOf({ ...ada, recency_days: ["3"] }, where),
      'numbers in recency_days, got "3" in row 0',
    ],
    ["infinity", () => frameOf({ ...ada, recency_days: [Infinity] }, where), "got Infinity in recency_days, row 0"],
    [
      "a label not yet known",
      () => frameOf({ ...ada, has_churned: [null] }, where),
      "true or false in has_churned, got null",
    ],
    ["an unknown feature", () => selectFeatures(frameOf(ada, where), ["age"]), "has no feature age"],
    [
      "frames of other features",
      () => stackFrames([frame([numeric("x", [1])]), frame([numeric("y", [1])])]),
      "needs the same features",
    ],
    ["no frames", () => stackFrames([]), "at least one frame"],
  ])("refuses %s", (_fact, act, words) => {
    expect(act).toThrow(
      expect.objectContaining({ name: "InvalidInputError", message: expect.stringContaining(words) }),
    );
  });
});

describe("permuted labels", () => {
  it("keep every snapshot's churners, are the same for a seed, and leave the frame alone", () => {
    const labels = [1, 1, 0, 0, 0, 0, 0, 0, 0, 1];
    const dated = {
      ...frame([numeric("x", labels)], labels),
      snapshot_dates: labels.map((_, i) => (i < 4 ? "2025-04-03" : "2025-04-26")),
    };
    const one = permutedLabels(dated, 3);
    expect(one.labels!.subarray(0, 4).reduce((sum, label) => sum + label, 0)).toBe(2);
    expect(one.labels!.subarray(4).reduce((sum, label) => sum + label, 0)).toBe(1);
    expect(permutedLabels(dated, 3)).toEqual(one);
    expect([...dated.labels!]).toEqual(labels);
    expect(() => permutedLabels(frame([numeric("x", [1])]), 1)).toThrow("permutedLabels needs labels");
  });

  it("give a row of a customer and a snapshot the same label in whatever frame it stands", () => {
    const one = { ...drawnFrame(400, 1), snapshot_dates: Array<string>(400).fill("2025-12-18") };
    const other = { ...drawnFrame(300, 2), snapshot_dates: Array<string>(300).fill("2025-04-03") };
    const both = permutedLabels(stackFrames([other, one]), 5);
    expect(both.labels!.subarray(300)).toEqual(permutedLabels(one, 5).labels);
    expect(permutedLabels(one, 6).labels).not.toEqual(permutedLabels(one, 5).labels);
  });

  it("teach nothing: the AUC on true labels is that of chance", () => {
    const test = drawnFrame(4000, 2);
    const aucs = [1, 2, 3].map((seed) => {
      const model = trainTrees(permutedLabels(drawnFrame(4000, 1), seed), { trees: 40, min_leaf_rows: 100 });
      return auc({ scores: predictMargins(model, test), labels: test.labels! });
    });
    expect(Math.abs(aucs.reduce((sum, value) => sum + value / 3, 0) - 0.5)).toBeLessThan(0.1);
  });
});

describe("a feature alone", () => {
  const churned = [1, 1, 1, 0, 0, 0];
  it.each([
    ["that rises with churn", numeric("x", [6, 5, 4, 3, 2, 1]), 1],
    ["that falls with churn", numeric("x", [1, 2, 3, 4, 5, 6]), 1],
    ["whose missing values are the churners", numeric("x", [Number.NaN, Number.NaN, Number.NaN, -3, 0, 7]), 1],
    ["missing for churners, with zeros for some who stay", numeric("x", [Number.NaN, Number.NaN, 1, 0, 0, 0]), 1],
    ["that is a category of churners", category("x", ["a", "a", "b", "c", "c", null]), 1],
    ["that says nothing", numeric("x", [1, 1, 1, 1, 1, 1]), 0.5],
    ["with one of three on the wrong side", numeric("x", [3, 3, 1, 1, 1, 3]), 2 / 3],
  ])("%s is measured", (_what, column, auc_of) => {
    expect(singleFeatureAucs(frame([column], churned))).toEqual([{ feature: "x", auc: expect.closeTo(auc_of, 12) }]);
  });
});

describe("rules of thumb", () => {
  it("take missing values, and a baseline of nothing, for no news", () => {
    expect([...recencyByFrequency([Number.NaN, 10], [3, Number.NaN])]).toEqual([0, 0]);
    expect([...spendRatio([5, 5], [0, Number.NaN])]).toEqual([0, 0]);
  });
});
