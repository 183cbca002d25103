// Boosted trees: what they learn, that they are the same every time, and what they refuse.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Frame, selectFeatures, takeRows } from "../../lib/src/churn/frame";
import { predictMargins, predictProbabilities } from "../../lib/src/churn/predict";
import { logLoss } from "../../lib/src/churn/probability-metrics";
import { auc } from "../../lib/src/churn/ranking-metrics";
import type { TreeOptions } from "../../lib/src/churn/tree-model";
import { trainTrees } from "../../lib/src/churn/trees";
import { category, drawnFrame, frame, numeric } from "./small-frames";

const exact: Partial<TreeOptions> = { min_leaf_rows: 1, min_leaf_hessian: 0, row_share: 1, feature_share: 1 };
const stump: Partial<TreeOptions> = { ...exact, trees: 1, max_depth: 1, l2: 0, learning_rate: 1 };
const aucOf = (model: ReturnType<typeof trainTrees>, on: Frame) =>
  auc({ scores: predictMargins(model, on), labels: on.labels! });

describe("one split", () => {
  it("takes the Newton step on both sides", () => {
    const model = trainTrees(frame([numeric("x", [1, 1, 1, 2, 2, 2])], [0, 0, 1, 1, 1, 0]), stump);
    // p = 1/2 everywhere: gradients +-1/2, hessians 1/4; one churner of three: -(1/2 + 1/2 - 1/2) / (3/4)
    expect(model.base_margin).toBe(0);
    expect(model.trees[0]).toEqual([
      { feature: "x", at_most: 1.5, missing: "yes", gain: expect.closeTo(2 / 3, 6), rows: 6, yes: 1, no: 2 },
      { leaf: expect.closeTo(-2 / 3, 6), rows: 3 },
      { leaf: expect.closeTo(2 / 3, 6), rows: 3 },
    ]);
  });

  it.each([
    ["with the high ones", [1, 2, 8, 9, Number.NaN, Number.NaN], [0, 0, 1, 1, 1, 1], "no"],
    ["with the low ones", [1, 2, 8, 9, Number.NaN, Number.NaN], [1, 1, 0, 0, 1, 1], "yes"],
  ])("sends missing values %s when their labels say so", (_fact, values, labels, missing) => {
    const [root] = trainTrees(frame([numeric("x", values)], labels), stump).trees[0]!;
    expect(root).toMatchObject({ at_most: 5, missing });
  });

  it("can ask whether a value is missing at all", () => {
    const model = trainTrees(frame([numeric("x", [1, 2, 3, Number.NaN, Number.NaN])], [0, 0, 0, 1, 1]), stump);
    const [low, missing] = predictMargins(model, frame([numeric("x", [1e12, Number.NaN])]));
    expect(missing! - low!).toBeGreaterThan(3);
  });

  it("groups categories by what they do, and takes an unseen one for missing", () => {
    const cards = ["a", "b", "c", "d"].flatMap((card) => Array.from({ length: 50 }, () => card));
    const labels = cards.map((card) => (card === "a" || card === "c" ? 1 : 0));
    const model = trainTrees(frame([category("card_type", cards)], labels), stump);
    expect(model.trees[0]![0]).toMatchObject({ feature: "card_type", one_of: ["a", "c"] });
    const [a, c, unseen, none, b] = predictMargins(model, frame([category("card_type", ["a", "c", "z", null, "b"])]));
    expect(a).toBe(c);
    expect(unseen).toBe(none);
    expect(a).toBeGreaterThan(b!);
  });

  it("keeps the 254 most frequent of many categories, and takes the rest for missing", () => {
    const names = Array.from({ length: 900 }, (_, i) => `merchant ${i < 600 ? i % 3 : i}`);
    const many = frame(
      [category("merchant", names)],
      names.map((_, i) => (i % 3 === 0 ? 1 : 0)),
    );
    const model = trainTrees(many, stump);
    expect(model.features[0]!.levels).toHaveLength(254);
    expect(model.trees[0]![0]).toMatchObject({ one_of: expect.arrayContaining(["merchant 0"]) });
    const [rare, none] = predictMargins(model, frame([category("merchant", ["merchant 899", null])]));
    expect(rare).toBe(none);
  });

  it("leaves no fewer rows in a leaf than asked", () => {
    const model = trainTrees(drawnFrame(400, 1), { trees: 20, min_leaf_rows: 30, row_share: 0.7 });
    expect(Math.min(...model.trees.flat().map(({ rows }) => rows))).toBeGreaterThanOrEqual(30);
  });

  it("stays within its depth and its leaves", () => {
    const { trees } = trainTrees(drawnFrame(600, 2), { ...exact, trees: 5, max_depth: 3, max_leaves: 6 });
    for (const nodes of trees) {
      const depth = new Map([[0, 0]]);
      nodes.forEach((node, place) => {
        if (!("feature" in node)) return;
        depth.set(node.yes, depth.get(place)! + 1).set(node.no, depth.get(place)! + 1);
      });
      expect(Math.max(...depth.values())).toBeLessThanOrEqual(3);
      expect(nodes.filter((node) => "leaf" in node).length).toBeLessThanOrEqual(6);
    }
  });
});

describe("many trees", () => {
  const train = drawnFrame(3000, 3);
  const later = drawnFrame(2000, 4);

  it("find what matters, on customers they have not seen", () => {
    expect(aucOf(trainTrees(train), later)).toBeGreaterThan(0.78);
  });

  it("fit the training rows better with every tree, when they see all of them", () => {
    const lossOf = (trees: number) =>
      logLoss({ scores: predictProbabilities(trainTrees(train, { ...exact, trees }), train), labels: train.labels! });
    const losses = [1, 5, 20, 60].map(lossOf);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  it("are the same to the bit for a seed, and other trees for another", () => {
    const train500 = takeRows(
      train,
      Array.from({ length: 500 }, (_, i) => i),
    );
    const [one, again, other] = [7, 7, 8].map((seed) => trainTrees(train500, { trees: 20, seed }, later));
    expect(again).toEqual(one);
    expect(other!.trees).not.toEqual(one!.trees);
  });

  it("stop when a later snapshot no longer gains, and keep the best of them", () => {
    const few = takeRows(
      train,
      Array.from({ length: 300 }, (_, i) => i),
    );
    const options = { ...exact, trees: 400, patience: 10, learning_rate: 0.3 };
    const model = trainTrees(few, options, later);
    const losses = model.validation_log_loss;
    expect(model.trees.length).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(losses.length).toBe(model.trees.length + 10);
    const seen = logLoss({ scores: predictProbabilities(model, later), labels: later.labels! });
    expect(seen).toBeCloseTo(Math.min(...losses), 6);
    expect(aucOf(model, later)).toBeGreaterThan(aucOf(trainTrees(few, options), later));
  });

  it("are none when a later snapshot is worse off with any", () => {
    const turned = { ...train, labels: train.labels!.map((label) => 1 - label) };
    expect(trainTrees(train, { trees: 30 }, turned).trees).toEqual([]);
  });

  it("score by name: further features and another order change nothing", () => {
    const model = trainTrees(train, { trees: 10 });
    const turned = selectFeatures(later, ["noise", "card_type", "spend_30", "recency_days"]);
    const more = { ...turned, features: [numeric("new", new Array(2000).fill(1)), ...turned.features] };
    expect(predictMargins(model, more)).toEqual(predictMargins(model, later));
  });

  it("give the training rows the margins they were trained with", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 20, max: 80 }), (seed, rows) => {
        const some = drawnFrame(rows, seed);
        const churned = some.labels!.reduce((sum, label) => sum + label, 0);
        fc.pre(churned > 0 && churned < rows);
        const model = trainTrees(some, { trees: 4, min_leaf_rows: 3, bins: 16, seed }, some);
        fc.pre(model.trees.length > 0);
        const scores = predictProbabilities(model, some);
        const kept = model.validation_log_loss[model.trees.length - 1]!;
        expect(logLoss({ scores, labels: some.labels! })).toBeCloseTo(kept, 5);
      }),
      { numRuns: 60 },
    );
  });
});

describe("frames that hold little", () => {
  const flat = (labels: readonly number[]) =>
    frame(
      [
        numeric(
          "same",
          labels.map(() => 5),
        ),
      ],
      labels,
    );

  it("constant features, and missing throughout, give everyone the churn rate", () => {
    const labels = Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    const nothing = numeric(
      "nothing",
      labels.map(() => Number.NaN),
    );
    const none = category(
      "none",
      labels.map(() => null),
    );
    const both = frame([...flat(labels).features, nothing, none], labels);
    expect([...predictProbabilities(trainTrees(both), both)]).toEqual(labels.map(() => expect.closeTo(0.25, 6)));
  });

  it("20 customers are too few to split: everyone the churn rate", () => {
    const few = drawnFrame(20, 5);
    const rate = few.labels!.reduce((sum, label) => sum + label / 20, 0);
    expect(predictProbabilities(trainTrees(few), few)[0]).toBeCloseTo(rate, 6);
  });

  it.each<[string, () => unknown, string]>([
    ["no customers", () => trainTrees(frame([], [])), "needs customers, got an empty frame"],
    ["no labels", () => trainTrees(frame([numeric("x", [1])])), "needs labels, got a frame without"],
    ["nobody churned", () => trainTrees(flat([0, 0, 0])), "got 0 churned of 3"],
    ["everybody churned", () => trainTrees(flat([1, 1])), "got 2 churned of 2"],
    [
      "no features",
      () => trainTrees({ customer_ids: ["a", "b"], features: [], labels: Uint8Array.of(0, 1) }),
      "at least one feature",
    ],
    ["infinity", () => trainTrees(frame([numeric("x", [1, Infinity])], [0, 1])), "got Infinity in x, row 1"],
    ["labels of 2", () => trainTrees(frame([numeric("x", [1, 2])], [0, 2])), "labels of 0 and 1, got 2"],
    ["uneven columns", () => trainTrees(frame([numeric("x", [1, 2]), numeric("y", [1])], [0, 1])), "2 values of y"],
    ["a name twice", () => trainTrees(frame([numeric("x", [1, 2]), numeric("x", [1, 2])], [0, 1])), "x twice"],
    ["an unknown option", () => trainTrees(flat([0, 1]), { depth: 3 } as object), "has no option depth"],
    [
      "an option out of range",
      () => trainTrees(flat([0, 1]), { trees: 0 }),
      "trees as a whole number from 1 to 10000, got 0",
    ],
    [
      "a validation of another kind",
      () => trainTrees(flat([0, 1]), {}, frame([category("same", ["a", "b"])], [0, 1])),
      "Early stopping needs same as in the training rows, numeric, got category",
    ],
    ["a validation of one class", () => trainTrees(flat([0, 1]), {}, flat([0, 0])), "Early stopping needs"],
  ])("refuses %s", (_fact, act, words) => {
    expect(act).toThrow(
      expect.objectContaining({ name: "InvalidInputError", message: expect.stringContaining(words) }),
    );
  });

  it("names a feature that is not there to score with, or is of another kind", () => {
    const model = trainTrees(drawnFrame(300, 6), { trees: 2 });
    expect(() => predictMargins(model, frame([numeric("noise", [1])]))).toThrow(
      "The frame has no feature recency_days; it has noise",
    );
    const wrong = frame([category("recency_days", ["a"])]);
    expect(() => predictMargins(model, wrong)).toThrow(
      "needs recency_days as the model knows it, numeric, got category",
    );
  });
});
