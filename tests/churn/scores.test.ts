// From margins to what people see: calibration, the rank scale, reasons; and how sure the numbers are.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binFrame } from "../../lib/src/churn/binned-frame";
import { bootstrapByCustomer } from "../../lib/src/churn/bootstrap";
import { type Calibration, calibrated, fitIsotonic, fitPlatt } from "../../lib/src/churn/calibrate";
import { crossFit, outOfFoldMargins } from "../../lib/src/churn/cross-fit";
import { predictMargins } from "../../lib/src/churn/predict";
import { calibrationLine, logLoss } from "../../lib/src/churn/probability-metrics";
import { auc } from "../../lib/src/churn/ranking-metrics";
import { fitRiskScale, riskCategory, riskScores } from "../../lib/src/churn/risk-scale";
import { scoreIntervals } from "../../lib/src/churn/score-intervals";
import { probabilityOf } from "../../lib/src/churn/tree-model";
import { trainTrees } from "../../lib/src/churn/trees";
import { randomStream } from "../../lib/src/core/random";
import { drawnFrame } from "./small-frames";

const random = randomStream(11, "scores");
const margins = Array.from({ length: 6000 }, () => -2.5 + random.normal());
const labels: number[] = margins.map((margin) => (random.chance(probabilityOf(0.5 + 0.6 * margin)) ? 1 : 0));

describe("calibration", () => {
  it("Platt finds the line the outcomes came from", () => {
    const { slope, intercept } = fitPlatt(margins, labels);
    expect(slope).toBeGreaterThan(0.5);
    expect(slope).toBeLessThan(0.7);
    expect(Math.abs(intercept - 0.5)).toBeLessThan(0.25);
  });

  it.each([
    ["platt", fitPlatt(margins, labels)],
    ["isotonic", fitIsotonic(margins, labels)],
  ])(
    "%s: probabilities that sum to the churners, in the order of the margins, better than before",
    (_kind, calibration) => {
      const scores = calibrated(calibration, margins);
      const churned = labels.reduce((sum, label) => sum + label, 0);
      expect(scores.reduce((sum, score) => sum + score, 0) / churned).toBeCloseTo(1, 2);
      const order = margins.map((_, row) => row).sort((a, b) => margins[a]! - margins[b]!);
      const rising = order.map((row) => scores[row]!);
      expect(rising).toEqual(rising.toSorted((a, b) => a - b));
      expect(logLoss({ scores, labels })).toBeLessThan(logLoss({ scores: margins.map(probabilityOf), labels }));
      expect(calibrationLine({ scores, labels }).slope).toBeGreaterThan(0.95);
    },
  );

  it("isotonic on any outcomes: rising, never 0 or 1, level beyond its ends", () => {
    const outcomes = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(outcomes, (rows) => {
        fc.pre(new Set(rows.map(([, churned]) => churned)).size === 2);
        const fit = fitIsotonic(
          rows.map(([margin]) => margin),
          rows.map(([, churned]) => (churned ? 1 : 0)),
        );
        const along = [...calibrated(fit, [-99, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 99])];
        expect(along).toEqual(along.toSorted((a, b) => a - b));
        expect(along[0]).toBeGreaterThan(0);
        expect(along.at(-1)).toBeLessThan(1);
      }),
    );
  });

  it("a margin that sorts the wrong way round is worth the churn rate", () => {
    expect(fitPlatt([1, 2, 3, 4, 5], [1, 1, 0, 0, 0])).toEqual({
      kind: "platt",
      slope: 0,
      intercept: expect.closeTo(Math.log(2 / 3), 9),
    });
  });

  it("refuses one class, and what is no calibration", () => {
    expect(() => fitPlatt([1, 2], [1, 1])).toThrow("got 2 and 0");
    expect(() => fitIsotonic([1, 2], [0, 0])).toThrow("got 0 and 2");
    expect(() => calibrated({ kind: "spline" } as never, [0])).toThrow('platt or isotonic, got {"kind":"spline"}');
  });
});

describe("cross-fitting", () => {
  const options = { trees: 80, learning_rate: 0.1, min_leaf_rows: 100 };
  const train = drawnFrame(12_000, 1);
  const later = drawnFrame(12_000, 2);
  const rows = { frame: binFrame(train, 255, "a test"), customer_ids: train.customer_ids, last_from: 0 };
  const trees = trainTrees(train, options);
  const asked = predictMargins(trees, later);
  const slopeOf = (calibration: Calibration) =>
    calibrationLine({ scores: calibrated(calibration, asked), labels: later.labels! }).slope;

  it("gives a calibration that holds for customers the trees have not met, where their own rows would not", () => {
    const { calibration, said_over_happened } = crossFit(rows, options);
    const by_heart = fitPlatt(predictMargins(trees, train), train.labels!);
    expect(Math.abs(slopeOf(calibration) - 1)).toBeLessThan(0.1);
    expect(slopeOf(by_heart)).toBeLessThan(slopeOf(calibration) - 0.1);
    expect(said_over_happened.low).toBeLessThan(1);
    expect(said_over_happened.high).toBeGreaterThan(1);
    expect(crossFit(rows, options).calibration).toEqual(calibration);
  });

  it("asks trees of the other half: a customer's own outcome says nothing about their margin", () => {
    const before = outOfFoldMargins(rows.frame, rows.customer_ids, options);
    const labels = rows.frame.labels.map((label, row) => (row === 0 ? 1 - label : label));
    const after = outOfFoldMargins({ ...rows.frame, labels }, rows.customer_ids, options);
    expect(after[0]).toBe(before[0]);
    expect([...after]).not.toEqual([...before]);
  });

  it("scores the last cut-off alone, by trees that learned from all", () => {
    const last = outOfFoldMargins(rows.frame, rows.customer_ids, options, { from: 9000 });
    expect([...last]).toEqual([...outOfFoldMargins(rows.frame, rows.customer_ids, options).slice(9000)]);
  });
});

describe("the rank scale", () => {
  const shareOf = (scores: Uint8Array, category: string) =>
    scores.filter((score) => riskCategory(score) === category).length / scores.length;

  it.each([200, 1000, 6000])("puts %i customers into the bands", (count) => {
    const probabilities = margins.slice(0, count).map(probabilityOf);
    const scores = riskScores(fitRiskScale(probabilities), probabilities);
    expect(shareOf(scores, "Low")).toBeCloseTo(0.75, 2);
    expect(shareOf(scores, "Medium")).toBeCloseTo(0.175, 2);
    expect(shareOf(scores, "High")).toBeCloseTo(0.075, 2);
    expect([Math.min(...scores), Math.max(...scores)]).toEqual([0, 100]);
  });

  it("never falls when the probability rises, on any customers", () => {
    const many = fc.array(
      fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
      { minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(many, (probabilities) => {
        const scale = fitRiskScale(probabilities);
        const along = [
          ...riskScores(
            scale,
            Array.from({ length: 101 }, (_, i) => i / 100),
          ),
        ];
        expect(along).toEqual(along.toSorted((a, b) => a - b));
        expect(along.at(-1)).toBeLessThanOrEqual(100);
        // whoever is alone at the top of several has 100
        const top = Math.max(...probabilities);
        const isAlone = probabilities.length > 1 && probabilities.filter((each) => each === top).length === 1;
        if (isAlone) expect(riskScores(scale, [top])[0]).toBe(100);
      }),
    );
  });

  it.each<[string, number[], number[]]>([
    ["one customer", [0.4], [0]],
    ["customers all alike", [0.2, 0.2, 0.2], [0, 0, 0]],
    ["two customers", [0.1, 0.2], [0, 100]],
    ["a tie at the top takes its lowest place", [0.1, 0.1, 0.1, 0.9, 0.9], [0, 0, 0, 40, 40]],
  ])("%s", (_fact, probabilities, scores) => {
    expect([...riskScores(fitRiskScale(probabilities), probabilities)]).toEqual(scores);
  });

  it("refuses nobody, and what is no probability", () => {
    expect(() => fitRiskScale([])).toThrow("fitRiskScale needs customers, got none");
    expect(() => fitRiskScale([0.2, 1.2])).toThrow("got 1.2");
    expect(() => fitRiskScale([Number.NaN])).toThrow("got NaN");
    expect(() => fitRiskScale([0.1], { low_share: 0.9, high_share: 0.2 })).toThrow("leave a middle");
    expect(() => riskCategory(101)).toThrow("0 to 100, got 101");
  });
});

describe("the bootstrap by customer", () => {
  const ids = margins.map((_, row) => `c${row}`);
  const scored = { scores: margins.map((margin) => probabilityOf(0.5 + 0.6 * margin)), labels };

  it("is near the textbook's error for a mean, and the same for a seed", () => {
    const values = Array.from({ length: 400 }, random.normal);
    const mean = (weights: Float64Array) => {
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      return { mean: values.reduce((sum, value, row) => sum + value * weights[row]!, 0) / all };
    };
    const once = bootstrapByCustomer(ids.slice(0, 400), mean, { resamples: 500 });
    expect(bootstrapByCustomer(ids.slice(0, 400), mean, { resamples: 500 })).toEqual(once);
    expect(bootstrapByCustomer(ids.slice(0, 400), mean, { resamples: 500, seed: 1 })).not.toEqual(once);
    expect((once.mean.high - once.mean.low) / (2 * 1.96)).toBeGreaterThan(0.04);
    expect((once.mean.high - once.mean.low) / (2 * 1.96)).toBeLessThan(0.06);
  });

  it("a customer in four snapshots is one witness: the interval is wider than by row", () => {
    const snapshots = [0, 1, 2, 3].flatMap(() => labels.slice(0, 500));
    const scores = [0, 1, 2, 3].flatMap(() => margins.slice(0, 500));
    const aucOf = (weights: Float64Array) => ({ auc: auc({ scores, labels: snapshots, weights }) });
    const width = (names: string[]) => {
      const { auc } = bootstrapByCustomer(names, aucOf, { resamples: 200 });
      return auc.high - auc.low;
    };
    const byCustomer = width([0, 1, 2, 3].flatMap(() => ids.slice(0, 500)));
    expect(byCustomer).toBeGreaterThan(1.6 * width(scores.map((_, row) => `row ${row}`)));
  });

  it("all metrics at once hold their values inside, the threshold's among them", () => {
    const intervals = scoreIntervals(scored, ids, 0.3, { resamples: 60 });
    for (const { value, low, high } of Object.values(intervals)) {
      expect(low).toBeLessThan(high);
      expect(value).toBeGreaterThanOrEqual(low - 0.02 * Math.abs(low));
      expect(value).toBeLessThanOrEqual(high + 0.02 * Math.abs(high));
    }
    expect(intervals.auc.value).toBeCloseTo(auc(scored), 12);
    expect(intervals.calibration_slope.low).toBeLessThan(1);
    expect(intervals.calibration_slope.high).toBeGreaterThan(1);
  });

  it("passes over resamples without a churner, and says when too few are left", () => {
    const few = { scores: [0.9, 0.1, 0.2, 0.3, 0.2], labels: [1, 0, 0, 0, 0] };
    expect(scoreIntervals(few, ids.slice(0, 5), 0.5, { resamples: 50 }).auc.value).toBe(1);
    const one = { scores: [0.9, 0.1], labels: [1, 0] };
    const byOne = (weights: Float64Array) => ({
      auc: auc({ ...one, weights: weights.map((weight, i) => (i === 0 ? weight * (weights[1]! - 1) : weight)) }),
    });
    expect(() => bootstrapByCustomer(["a", "b"], byOne)).toThrow("customers that churned");
    expect(() => scoreIntervals(few, ["a"], 0.5)).toThrow("a customer for each of 5 scores, got 1");
    expect(() => bootstrapByCustomer([], () => ({}))).toThrow("A bootstrap needs customers, got none");
    expect(() => bootstrapByCustomer(["a"], () => ({}), { resamples: 1 })).toThrow("at least 10 resamples");
  });
});
