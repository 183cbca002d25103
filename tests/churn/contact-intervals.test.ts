// Intervals of a campaign's numbers: what they must be near by a calculation without resampling.
import { describe, expect, it } from "vitest";
import { decileIntervals, profitInterval } from "../../lib/src/churn/contact-intervals";
import { liftByDecile } from "../../lib/src/churn/ranking-metrics";
import { breakEven, profitAt } from "../../lib/src/churn/threshold-metrics";
import { randomStream } from "../../lib/src/core/random";
import { contactCosts, evaluateBacktest } from "../../lib/src/pipeline/churn/evaluate";

/** Customers whose chance to leave is their score. */
function book(customers: number) {
  const { next } = randomStream(7, "book");
  const scores = Float64Array.from({ length: customers }, () => next() / 2);
  const labels = Uint8Array.from(scores, (score) => (next() < score ? 1 : 0));
  return { scored: { scores, labels }, customer_ids: Array.from(scores, (_, row) => `c${row}`) };
}

describe("lift by decile", () => {
  it("keeps its value, lies in its interval, and so does the truth, nearly always", () => {
    const { scored, customer_ids } = book(4000);
    const found = decileIntervals(scored, customer_ids);
    expect(found).toMatchObject(liftByDecile(scored));
    for (const { lift, lift_low, lift_high } of found) expect(lift_low < lift && lift < lift_high).toBe(true);
    const hits = found.filter(({ lift_low, lift_high, decile }) => {
      const truth = (10.5 - decile) / 5; // scores are even over 0 to 0.5, so the mean of tenth d is (10.5 - d) / 20
      return lift_low <= truth && truth <= lift_high;
    });
    expect(hits.length).toBeGreaterThanOrEqual(8);
  });

  it("is half as wide with four times the customers", () => {
    const width = (customers: number) => {
      const { scored, customer_ids } = book(customers);
      const [first] = decileIntervals(scored, customer_ids, { resamples: 400 });
      return first!.lift_high - first!.lift_low;
    };
    const ratio = width(8000) / width(2000);
    expect(ratio).toBeGreaterThan(0.38);
    expect(ratio).toBeLessThan(0.65);
  });
});

describe("profit", () => {
  const costs = { cost_per_contact: 10, value_of_a_saved_customer: 200, save_rate: 0.25 };

  it("has an interval of 1.96 standard errors to each side", () => {
    const { scored, customer_ids } = book(4000);
    const { value, low, high } = profitInterval(scored, customer_ids, 0.2, costs, { resamples: 600 });
    expect(value).toBe(profitAt(scored, 0.2, costs));
    const each = Array.from(scored.scores, (score, row) => (score < 0.2 ? 0 : 50 * scored.labels[row]! - 10));
    const mean = value / each.length;
    const variance = each.reduce((sum, profit) => sum + (profit - mean) ** 2, 0) / each.length;
    const reach = 1.96 * Math.sqrt(variance * each.length);
    expect((high - low) / (2 * reach)).toBeGreaterThan(0.9);
    expect((high - low) / (2 * reach)).toBeLessThan(1.1);
  });

  it("is that of the evaluation when customers are drawn as often", () => {
    const { scored, customer_ids } = book(1000);
    const backtest = { model_version: "m", snapshot_date: "2025-12-18", threshold: 0.3, customer_ids, ...scored };
    const { profit } = evaluateBacktest(backtest, undefined, { resamples: 50 });
    const from = breakEven(contactCosts);
    expect(profitInterval(scored, customer_ids, from, contactCosts, { resamples: 50 })).toEqual(profit);
  });

  it("of contacting nobody is nothing, surely", () => {
    const { scored, customer_ids } = book(50);
    expect(profitInterval(scored, customer_ids, Number.POSITIVE_INFINITY, costs)).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
  });

  it("refuses a save rate above 1", () => {
    const { scored, customer_ids } = book(50);
    expect(() => profitInterval(scored, customer_ids, 0.2, { ...costs, save_rate: 1.2 })).toThrow("save");
  });
});
