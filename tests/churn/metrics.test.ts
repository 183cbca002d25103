// Metrics of a score: numbers from hand calculations, and what must hold for any scores.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brierScore, calibrationLine, logLoss, reliabilityCurve } from "../../lib/src/churn/probability-metrics";
import { auc, averagePrecision, gainAt, liftAt, liftByDecile, rocCurve } from "../../lib/src/churn/ranking-metrics";
import type { Scored } from "../../lib/src/churn/scored";
import {
  breakEven,
  outcomesAt,
  profitAt,
  thresholdCurve,
  thresholdForF1,
  thresholdForProfit,
} from "../../lib/src/churn/threshold-metrics";
import { randomStream } from "../../lib/src/core/random";

/** Customers with some ties, at least one of each label. */
const anyScored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { minLength: 2, maxLength: 60 })
  .map(
    (rows): Scored => ({
      scores: rows.map(([score]) => score / 12),
      labels: rows.map(([, churned]) => (churned ? 1 : 0)),
    }),
  )
  .filter(({ labels }) => new Set(Array.from(labels)).size === 2);

describe("ranking", () => {
  it.each<[string, number[], number[], number]>([
    ["perfect", [0.9, 0.8, 0.2], [1, 1, 0], 1],
    ["the wrong way round", [0.1, 0.9], [1, 0], 0],
    ["all tied", [0.5, 0.5, 0.5], [1, 0, 0], 0.5],
    ["three pairs of four, one tied", [3, 2, 2, 1], [1, 1, 0, 0], 0.875],
  ])("auc: %s", (_fact, scores, labels, value) => expect(auc({ scores, labels })).toBeCloseTo(value, 12));

  it("auc is the share of pairs in the right order, ties half", () => {
    fc.assert(
      fc.property(anyScored, ({ scores, labels }) => {
        let won = 0;
        let pairs = 0;
        for (let i = 0; i < labels.length; i++)
          for (let j = 0; j < labels.length; j++) {
            if (labels[i] !== 1 || labels[j] !== 0) continue;
            pairs++;
            won += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
          }
        expect(auc({ scores, labels })).toBeCloseTo(won / pairs, 10);
      }),
    );
  });

  it("a weight of two is a row twice, for every metric", () => {
    fc.assert(
      fc.property(
        anyScored,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 60, maxLength: 60 }),
        (scored, many) => {
          const places = Array.from(scored.labels, (_, row) => row).flatMap((row) =>
            new Array<number>(many[row]!).fill(row),
          );
          const rows = {
            scores: places.map((row) => scored.scores[row]!),
            labels: places.map((row) => scored.labels[row]!),
          };
          fc.pre(new Set(rows.labels).size === 2);
          const weighted = { ...scored, weights: many.slice(0, scored.labels.length) };
          for (const metric of [auc, averagePrecision, brierScore, logLoss])
            expect(metric(weighted)).toBeCloseTo(metric(rows), 9);
          expect(gainAt(weighted, 0.3)).toBeCloseTo(gainAt(rows, 0.3), 9);
          expect(outcomesAt(weighted, 0.5)).toEqual(outcomesAt(rows, 0.5));
          expect(thresholdForF1(weighted)).toEqual(thresholdForF1(rows));
        },
      ),
    );
  });

  it("a score's scale does not matter to its ranking", () => {
    fc.assert(
      fc.property(anyScored, ({ scores, labels }) => {
        const stretched = { scores: Array.from(scores, (score) => Math.exp(3 * score)), labels };
        for (const metric of [auc, averagePrecision, (s: Scored) => liftAt(s, 0.1)])
          expect(metric(stretched)).toBeCloseTo(metric({ scores, labels }), 10);
      }),
    );
  });

  it("average precision: the precision at each churner, averaged", () => {
    expect(averagePrecision({ scores: [5, 4, 3, 2, 1], labels: [0, 1, 0, 1, 1] })).toBeCloseTo(
      (1 / 2 + 2 / 4 + 3 / 5) / 3,
      12,
    );
  });

  it("deciles: counts and rates add up, gain rises to 1, ties are shared out", () => {
    fc.assert(
      fc.property(anyScored, (scored) => {
        const deciles = liftByDecile(scored);
        const churned = Array.from(scored.labels).reduce((sum, label) => sum + label, 0);
        expect(deciles.reduce((sum, decile) => sum + decile.churned, 0)).toBeCloseTo(churned, 9);
        expect(deciles.at(-1)!.gain).toBeCloseTo(1, 9);
        expect(deciles.reduce((sum, decile) => sum + decile.lift / 10, 0)).toBeCloseTo(1, 9);
      }),
    );
    const tied = liftByDecile({ scores: new Array(20).fill(1), labels: [1, 1, ...new Array(18).fill(0)] });
    expect(tied.map(({ lift }) => lift)).toEqual(new Array(10).fill(expect.closeTo(1, 9)));
  });

  it("the ROC curve goes from corner to corner, never back, and can be thinned", () => {
    const random = randomStream(1, "roc");
    const scored = {
      scores: Array.from({ length: 3000 }, random.next),
      labels: Array.from({ length: 3000 }, () => (random.chance(0.3) ? 1 : 0)),
    };
    const curve = rocCurve(scored, 50);
    expect(curve.length).toBeLessThan(60);
    expect(curve[0]).toEqual({ false_positive_rate: 0, true_positive_rate: 0 });
    expect(curve.at(-1)).toEqual({ false_positive_rate: 1, true_positive_rate: 1 });
    const trapezoids = curve.slice(1).reduce((sum, point, i) => {
      const before = curve[i]!;
      return (
        sum +
        ((point.false_positive_rate - before.false_positive_rate) *
          (point.true_positive_rate + before.true_positive_rate)) /
          2
      );
    }, 0);
    expect(trapezoids).toBeCloseTo(auc(scored), 2);
  });
});

describe("thresholds", () => {
  const scored = { scores: [0.9, 0.8, 0.7, 0.6, 0.5, 0.4], labels: [1, 0, 1, 0, 0, 1] };
  const costs = { cost_per_contact: 10, value_of_a_saved_customer: 120, save_rate: 0.25 };

  it("a confusion matrix by hand", () => {
    expect(outcomesAt(scored, 0.7)).toEqual({
      threshold: 0.7,
      true_positives: 2,
      false_positives: 1,
      false_negatives: 1,
      true_negatives: 2,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
      contacted_share: 0.5,
    });
    expect(outcomesAt(scored, 2)).toMatchObject({ precision: 0, recall: 0, f1: 0, contacted_share: 0 });
  });

  it("profit by hand: each saved churner pays 30, each contact costs 10", () => {
    expect([0.9, 0.8, 0.7, 0.4].map((threshold) => profitAt(scored, threshold, costs))).toEqual([20, 10, 30, 30]);
    expect(thresholdForProfit(scored, costs)).toMatchObject({ threshold: 0.7, profit: 30 });
    expect(thresholdCurve(scored, costs).map(({ profit }) => profit)).toEqual([20, 10, 30, 20, 10, 30]);
    expect(breakEven(costs)).toBeCloseTo(1 / 3, 12);
  });

  it("contacts nobody when every contact loses", () => {
    const dear = { ...costs, cost_per_contact: 1000 };
    expect(thresholdForProfit(scored, dear)).toMatchObject({ threshold: Infinity, profit: 0, contacted_share: 0 });
  });

  it("no other threshold has a better F1, or a better profit", () => {
    fc.assert(
      fc.property(anyScored, (any) => {
        const byF1 = thresholdForF1(any);
        const byProfit = thresholdForProfit(any, costs);
        for (const threshold of Array.from(any.scores)) {
          expect(outcomesAt(any, threshold).f1).toBeLessThanOrEqual(byF1.f1 + 1e-12);
          expect(profitAt(any, threshold, costs)).toBeLessThanOrEqual(byProfit.profit! + 1e-9);
        }
        expect(outcomesAt(any, byF1.threshold)).toEqual(byF1);
      }),
    );
  });

  it("thins a long curve for a chart, and keeps its end", () => {
    const long = {
      scores: Array.from({ length: 1000 }, (_, i) => i),
      labels: Array.from({ length: 1000 }, (_, i) => i % 2),
    };
    const curve = thresholdCurve(long, costs, 40);
    expect(curve.length).toBeLessThanOrEqual(41);
    expect(curve.at(-1)!.contacted_share).toBe(1);
  });
});

describe("probabilities", () => {
  const random = randomStream(5, "calibration");
  const truth = Array.from({ length: 20_000 }, () => 0.02 + 0.5 * random.next() ** 2);
  const labels = truth.map((probability) => (random.chance(probability) ? 1 : 0));

  it("Brier and log loss by hand", () => {
    expect(brierScore({ scores: [0.8, 0.3], labels: [1, 0] })).toBeCloseTo((0.04 + 0.09) / 2, 12);
    expect(logLoss({ scores: [0.8, 0.3], labels: [1, 0] })).toBeCloseTo(-(Math.log(0.8) + Math.log(0.7)) / 2, 12);
    expect(logLoss({ scores: [0, 1], labels: [1, 0] })).toBeGreaterThan(20);
  });

  it("true probabilities have slope 1, intercept 0, and a reliability curve on the diagonal", () => {
    const { slope, intercept } = calibrationLine({ scores: truth, labels });
    expect(slope).toBeGreaterThan(0.93);
    expect(slope).toBeLessThan(1.07);
    expect(Math.abs(intercept)).toBeLessThan(0.12);
    const curve = reliabilityCurve({ scores: truth, labels });
    expect(curve).toHaveLength(10);
    for (const bin of curve) expect(Math.abs(bin.mean_probability - bin.churn_rate)).toBeLessThan(0.03);
    expect(
      curve.filter(({ low, high, mean_probability }) => mean_probability >= low && mean_probability <= high).length,
    ).toBeGreaterThan(7);
  });

  it("scores twice too extreme have slope one half", () => {
    const extreme = truth.map((p) => p ** 2 / (p ** 2 + (1 - p) ** 2));
    expect(calibrationLine({ scores: extreme, labels }).slope).toBeCloseTo(
      calibrationLine({ scores: truth, labels }).slope / 2,
      6,
    );
  });

  it("a score that says nothing, and one that says all, still give finite lines", () => {
    expect(calibrationLine({ scores: [0.5, 0.5, 0.5], labels: [1, 0, 0] })).toEqual({
      slope: 0,
      intercept: expect.closeTo(Math.log(0.5), 9),
    });
    const { slope } = calibrationLine({ scores: [0.1, 0.2, 0.8, 0.9], labels: [0, 0, 1, 1] });
    expect(Number.isFinite(slope)).toBe(true);
    expect(slope).toBeGreaterThan(1);
  });

  it("the reliability curve keeps equal probabilities together and counts everyone", () => {
    fc.assert(
      fc.property(anyScored, fc.integer({ min: 1, max: 12 }), (scored, bins) => {
        const curve = reliabilityCurve(scored, bins);
        expect(curve.length).toBeLessThanOrEqual(bins);
        expect(curve.reduce((sum, { customers }) => sum + customers, 0)).toBe(scored.labels.length);
        const means = curve.map(({ mean_probability }) => mean_probability);
        expect(means).toEqual(means.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("scores that cannot be judged", () => {
  it.each<[string, () => unknown, string]>([
    [
      "nobody churned",
      () => auc({ scores: [1, 2], labels: [0, 0] }),
      "auc needs customers that churned and customers that stayed, got 0 and 2",
    ],
    ["nobody at all", () => averagePrecision({ scores: [], labels: [] }), "averagePrecision needs customers, got none"],
    ["NaN", () => auc({ scores: [1, Number.NaN], labels: [1, 0] }), "finite numbers, got NaN in row 1"],
    ["fewer labels than scores", () => auc({ scores: [1, 2], labels: [1] }), "as many scores as labels, got 2 and 1"],
    ["a label of 2", () => auc({ scores: [1, 2], labels: [1, 2] }), "labels of 0 and 1, got 2"],
    [
      "a margin for a probability",
      () => brierScore({ scores: [-3, 1], labels: [1, 0] }),
      "probabilities in [0, 1], got -3 in row 0; a margin?",
    ],
    ["a share of 0", () => gainAt({ scores: [1, 2], labels: [1, 0] }, 0), "share in (0, 1], got 0"],
    [
      "a save rate of 2",
      () => breakEven({ cost_per_contact: 1, value_of_a_saved_customer: 1, save_rate: 2 }),
      "save rate in [0, 1]",
    ],
    [
      "nothing to win",
      () => breakEven({ cost_per_contact: 1, value_of_a_saved_customer: 0, save_rate: 1 }),
      "worth something, got 0",
    ],
    ["a threshold of NaN", () => outcomesAt({ scores: [1], labels: [1] }, Number.NaN), "a threshold, got NaN"],
  ])("%s", (_fact, act, words) => {
    expect(act).toThrow(
      expect.objectContaining({ name: "InvalidInputError", message: expect.stringContaining(words) }),
    );
  });
});
