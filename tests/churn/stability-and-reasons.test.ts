// Has the input moved, and why this customer: two things people read.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FeatureMeaning, inUnit, reasonsOf } from "../../lib/src/churn/reasons";
import { shapValues } from "../../lib/src/churn/shap";
import { psi, psiOfFrames } from "../../lib/src/churn/stability";
import type { TreeModel } from "../../lib/src/churn/tree-model";
import { trainTrees } from "../../lib/src/churn/trees";
import { randomStream } from "../../lib/src/core/random";
import { churnCatalogue } from "../../lib/src/pipeline/churn/catalogue";
import { category, drawnFrame, frame, numeric } from "./small-frames";

const drawn = (seed: number, shift = 0) => {
  const random = randomStream(seed, "psi");
  return numeric(
    "x",
    Array.from({ length: 5000 }, () => random.normal() + shift),
  );
};

describe("the stability index", () => {
  it("by hand: half and half becomes one in four", () => {
    const before = category("card", ["a", "a", "b", "b"]);
    const now = category("card", ["a", "b", "b", "b"]);
    const { psi: index, bins, band } = psi(before, now);
    expect(index).toBeCloseTo(-0.25 * Math.log(0.5) + 0.25 * Math.log(1.5), 12);
    expect(band).toBe("major");
    expect(bins).toEqual([
      { bin: "missing or new", reference_share: 0, current_share: 0 },
      { bin: "a", reference_share: 0.5, current_share: 0.25 },
      { bin: "b", reference_share: 0.5, current_share: 0.75 },
    ]);
  });

  it.each([
    ["the same law, drawn again", 0, "stable"],
    ["a third of a deviation", 0.35, "moderate"],
    ["a whole deviation", 1, "major"],
  ])("%s", (_fact, shift, band) => expect(psi(drawn(1), drawn(2, shift)).band).toBe(band));

  it("missing values and new categories have a bin of their own", () => {
    const gone = numeric(
      "x",
      Array.from(drawn(2).values as Float64Array, (value, i) => (i % 4 === 0 ? Number.NaN : value)),
    );
    const { bins, band } = psi(drawn(1), gone);
    expect(bins[0]).toEqual({ bin: "missing", reference_share: 0, current_share: 0.25 });
    expect(bins).toHaveLength(11);
    expect(band).toBe("major");
    expect(psi(category("c", ["a", "b"]), category("c", ["a", "z"])).bins[0]!.current_share).toBe(0.5);
  });

  it("is 0 between equals, never below, and its shares sum to 1", () => {
    const column = fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constant(Number.NaN)), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(column, column, (before, now) => {
        const found = psi(numeric("x", before), numeric("x", now));
        expect(found.psi).toBeGreaterThanOrEqual(0);
        expect(psi(numeric("x", before), numeric("x", before)).psi).toBe(0);
        for (const share of ["reference_share", "current_share"] as const)
          expect(found.bins.reduce((sum, bin) => sum + bin[share], 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("of frames: the feature that moved most first", () => {
    const before = frame([numeric("calm", [1, 2, 3, 4]), numeric("moved", [1, 2, 3, 4])]);
    const now = frame([numeric("moved", [9, 9, 9, 9]), numeric("calm", [4, 3, 2, 1])]);
    expect(psiOfFrames(before, now).map(({ feature, band }) => [feature, band])).toEqual([
      ["moved", "major"],
      ["calm", "stable"],
    ]);
  });

  it("refuses an empty side, another kind, and a feature that is gone", () => {
    expect(() => psi(numeric("x", []), numeric("x", [1]))).toThrow("customers on both sides, got 0 and 1");
    expect(() => psi(numeric("x", [1]), category("x", ["a"]))).toThrow("x of one kind, got numeric and category");
    expect(() => psiOfFrames(frame([numeric("x", [1])]), frame([numeric("y", [1])]))).toThrow("no feature x");
  });
});

describe("reasons", () => {
  const model: TreeModel = {
    ...trainTrees(drawnFrame(200, 1), { trees: 1 }),
    features: [
      { name: "recency_days", kind: "numeric", median: 5 },
      { name: "gap_days", kind: "numeric", median: 4 },
      { name: "spend_ratio", kind: "numeric", median: 1 },
      { name: "card_type", kind: "category", levels: ["Standard"] },
    ],
  };
  const catalogue: FeatureMeaning[] = [
    {
      name: "recency_days",
      family: "recency",
      kind: "numeric",
      phrase_high: "no purchase for {value}",
      phrase_low: "bought {value} ago",
      unit: "days",
    },
    {
      name: "gap_days",
      family: "recency",
      kind: "numeric",
      phrase_high: "usually {value} between purchases",
      unit: "days",
    },
    {
      name: "spend_ratio",
      family: "trend",
      kind: "numeric",
      phrase_low: "spends {value} of what is usual",
      phrase_missing: "nothing to compare spending with",
      unit: "ratio",
    },
    { name: "card_type", family: "card", kind: "category", phrase_high: "holds a {value} card" },
  ];
  const rows = frame([
    numeric("recency_days", [41, 2, 9]),
    numeric("gap_days", [3, 3, 3]),
    numeric("spend_ratio", [0.346, Number.NaN, 2]),
    category("card_type", ["Standard", "Premium", null]),
  ]);
  const parts = (values: number[]) => ({
    base: -2,
    features: model.features.map(({ name }) => name),
    values: Float64Array.from(values),
  });

  it("are sentences, one per family, the strongest first", () => {
    const shap = parts([0.5, 0.4, 0.7, 0.3, -0.2, 0.1, 0.6, 0.05, 0.2, 0.9, 0.1, 0.4]);
    const [first, second, third] = reasonsOf(model, shap, rows, catalogue);
    expect(first!.map(({ sentence }) => sentence)).toEqual([
      "no purchase for 41 days",
      "spends 35 % of what is usual",
      "holds a Standard card",
    ]);
    expect(first![0]).toMatchObject({ family: "recency", feature: "recency_days", margin: expect.closeTo(0.9, 12) });
    // recency lowers this customer's risk; the spend ratio is missing
    expect(second!.map(({ sentence }) => sentence)).toEqual([
      "nothing to compare spending with",
      "holds a Premium card",
    ]);
    // no phrase for a low gap, none for a high ratio, none for no card
    expect(third!.map(({ sentence }) => sentence)).toEqual(["no purchase for 9 days"]);
    expect(reasonsOf(model, shap, rows, catalogue, { top: 1 }).map((all) => all.length)).toEqual([1, 1, 1]);
  });

  it("tell a multiple of what is usual in times", () => {
    expect([27.22, 13.25, 3.04, 1, 0.84].map((gaps) => inUnit(gaps, "times"))).toEqual([
      "27 times",
      "13 times",
      "3 times",
      "1 times",
      "0.8 times",
    ]);
    const gaps = churnCatalogue.find(({ name }) => name === "recency_in_usual_gaps")!;
    expect(gaps).toMatchObject({ unit: "times", phrase_high: expect.stringContaining("{value} the usual distance") });
  });

  it("are none where nothing raises the risk", () => {
    expect(reasonsOf(model, parts(new Array(12).fill(-0.1)), rows, catalogue)).toEqual([[], [], []]);
  });

  it("work on a trained model's own explanations", () => {
    const train = drawnFrame(800, 3);
    const trained = trainTrees(train);
    const words = train.features.map(
      ({ name, kind }): FeatureMeaning => ({
        name,
        family: name,
        kind,
        phrase_high: `high ${name}`,
        phrase_low: `low ${name}`,
        phrase_missing: `no ${name}`,
      }),
    );
    const reasons = reasonsOf(trained, shapValues(trained, train), train, words);
    expect(reasons).toHaveLength(800);
    expect(Math.max(...reasons.map((all) => all.length))).toBe(3);
  });

  it("tell a feature that has no words yet by its own name", () => {
    const nameless = catalogue.filter(({ name }) => name !== "recency_days");
    const [first] = reasonsOf(model, parts(new Array(12).fill(0.1)), rows, nameless);
    expect(first).toContainEqual(expect.objectContaining({ sentence: "Recency days: 41", family: "recency_days" }));
  });
});
