// Pools of small cells: nobody's own money, and nothing left over to subtract.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PooledCell, poolCells } from "../../lib/src/segment/pool-cells";

const cell = (customer_segment: string, customer_count: number, lifetime_value: number, scores: number[] = []) => ({
  ...{
    customer_segment,
    churn_risk: scores.length > 0 ? "Low Risk" : "Not Scored",
    customer_count,
    lifetime_value,
    monthly_spend: lifetime_value / 10,
  },
  ...{ scored_count: scores.length, risk_score_sum: scores.reduce((sum, score) => sum + score, 0) },
});
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe("cells", () => {
  it("of enough customers stay as they are, in whole numbers", () => {
    expect(poolCells([cell("A", 5, 1000.4, [10, 20, 30, 40, 50])], 5)).toEqual([
      { ...cell("A", 5, 1000, [10, 20, 30, 40, 50]), monthly_spend: 100, pooled_count: 0 },
    ]);
  });

  it("of fewer share the mean of neighbours until there are enough", () => {
    const pooled = poolCells([cell("A", 2, 100), cell("A", 9, 7777), cell("A", 3, 900), cell("A", 6, 1)], 5);
    expect(pooled.map(({ lifetime_value }) => lifetime_value)).toEqual([400, 7777, 600, 1]);
    expect(pooled.map(({ pooled_count }) => pooled_count)).toEqual([2, 0, 3, 0]);
  });

  it("left over join the pool before them, in their own segment", () => {
    const pooled = poolCells([cell("A", 4, 400), cell("A", 1, 100), cell("A", 1, 700), cell("B", 4, 8)], 5);
    expect(pooled.map(({ lifetime_value }) => lifetime_value)).toEqual([800, 200, 200, 8]);
  });

  it("left over of a risk join the pool of their own risk, not the next risk's", () => {
    const high = (customer_count: number) => ({
      ...cell("A", customer_count, customer_count),
      churn_risk: "High Risk",
    });
    const pooled = poolCells([cell("A", 3, 300), cell("A", 2, 200), cell("A", 1, 9000), high(3), high(2)], 5);
    expect(pooled.map(({ lifetime_value }) => lifetime_value)).toEqual([4750, 3167, 1583, 3, 2]);
  });

  it("left over alone take in the smallest of the others: the segment's total would tell them", () => {
    const pooled = poolCells([cell("A", 1, 9000), cell("A", 8, 800), cell("A", 5, 600)], 5);
    expect(pooled.map(({ lifetime_value }) => lifetime_value)).toEqual([1600, 800, 8000]);
  });

  it("tell no scores of fewer, and do not count them", () => {
    const pooled = poolCells([cell("A", 3, 30, [90]), cell("A", 3, 30)], 5);
    expect(pooled.map(({ scored_count, risk_score_sum }) => [scored_count, risk_score_sum])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe("any cells", () => {
  const RISKS = ["Not Scored", "Low Risk", "High Risk"];
  const anyCells = fc
    .array(
      fc.record({
        segment: fc.constantFrom("A", "B", "C"),
        risk: fc.constantFrom(...RISKS),
        customer_count: fc.integer({ min: 1, max: 9 }),
        lifetime_value: fc.integer({ min: 0, max: 99_999 }),
        score: fc.integer({ min: 1, max: 100 }),
      }),
      { maxLength: 40 },
    )
    .map((rows) =>
      rows
        .sort((a, b) => a.segment.localeCompare(b.segment) || RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk))
        .map(({ segment, risk, customer_count, lifetime_value, score }) => ({
          ...cell(
            segment,
            customer_count,
            lifetime_value,
            risk === "Not Scored" ? [] : Array(customer_count).fill(score),
          ),
          churn_risk: risk,
        })),
    );
  const SEGMENTS = ["A", "B", "C"];
  const ofSegment = (cells: readonly PooledCell[], name: string) =>
    cells.filter(({ customer_segment }) => customer_segment === name);
  const total = (
    cells: readonly PooledCell[],
    field: "customer_count" | "lifetime_value" | "scored_count" | "risk_score_sum",
  ) => sum(cells.map((row) => row[field]));

  it("keep their counts, their order and the sums of their segment, those of its scores too", () => {
    fc.assert(
      fc.property(anyCells, (given) => {
        const pooled = poolCells(given, 5);
        expect(pooled.map(({ customer_count }) => customer_count)).toEqual(given.map((row) => row.customer_count));
        for (const name of SEGMENTS) {
          const [before, after] = [ofSegment(given, name), ofSegment(pooled, name)];
          const far = (field: "lifetime_value" | "risk_score_sum") =>
            Math.abs(total(before, field) - total(after, field));
          expect(far("lifetime_value")).toBeLessThanOrEqual(after.length);
          const isTold = total(before, "scored_count") >= 5;
          expect(total(after, "scored_count")).toBe(isTold ? total(before, "scored_count") : 0);
          if (isTold) expect(far("risk_score_sum")).toBeLessThanOrEqual(after.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("leave nobody's money and nobody's score where fewer than five share it", () => {
    fc.assert(
      fc.property(anyCells, fc.nat(), (given, pick) => {
        const small = given.flatMap((row, i) => (row.customer_count < 5 ? [i] : []));
        if (small.length === 0) return;
        const chosen = small[pick % small.length]!;
        const own = ofSegment(given, given[chosen]!.customer_segment);
        const raised = given.map((row, i) =>
          i !== chosen
            ? row
            : { ...row, lifetime_value: row.lifetime_value + 1e6, risk_score_sum: row.risk_score_sum + 1e6 },
        );
        const [before, after] = [poolCells(given, 5), poolCells(raised, 5)];
        const moved = (field: "lifetime_value" | "risk_score_sum") =>
          after.filter((row, i) => row[field] !== before[i]![field]);
        if (total(own, "customer_count") >= 5)
          expect(total(moved("lifetime_value"), "customer_count")).toBeGreaterThanOrEqual(5);
        if (given[chosen]!.scored_count > 0 && total(own, "scored_count") >= 5) {
          expect(total(moved("risk_score_sum"), "scored_count")).toBeGreaterThanOrEqual(5);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keep each risk to itself where it has enough", () => {
    const rows = [cell("A", 4, 400), cell("A", 3, 30), cell("A", 4, 4000, [9, 9, 9, 9]), cell("A", 1, 1000, [9])];
    expect(poolCells(rows, 5).map(({ lifetime_value }) => lifetime_value)).toEqual([246, 184, 4000, 1000]);
  });
});
