// Pools of small cells: nobody's own money, and nothing left over to subtract.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PooledCell, poolCells } from "../../lib/src/segment/pool-cells";

const cell = (customer_segment: string, customer_count: number, lifetime_value: number, scores: number[] = []) => ({
  ...{ customer_segment, customer_count, lifetime_value, monthly_spend: lifetime_value / 10 },
  ...{ scored_count: scores.length, risk_score_sum: scores.reduce((sum, score) => sum + score, 0) },
});
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe("cells", () => {
  it("of enough customers stay as they are, in whole numbers", () => {
    expect(poolCells([cell("A", 5, 1000.4, [10, 20, 30, 40, 50])], 5)).toEqual([
      { ...cell("A", 5, 1000, [10, 20, 30, 40, 50]), monthly_spend: 100 },
    ]);
  });

  it("of fewer share the mean of neighbours until there are enough", () => {
    const pooled = poolCells([cell("A", 2, 100), cell("A", 9, 7777), cell("A", 3, 900), cell("A", 6, 1)], 5);
    expect(pooled.map(({ lifetime_value }) => lifetime_value)).toEqual([400, 7777, 600, 1]);
  });

  it("left over join the pool before them, in their own segment", () => {
    const pooled = poolCells([cell("A", 4, 400), cell("A", 1, 100), cell("A", 1, 700), cell("B", 4, 8)], 5);
    expect(pooled.map(({ lifetime_value }) => lifetime_value)).toEqual([800, 200, 200, 8]);
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
  const anyCells = fc.array(
    fc
      .record({
        segment: fc.constantFrom("A", "B", "C"),
        customer_count: fc.integer({ min: 1, max: 9 }),
        lifetime_value: fc.integer({ min: 0, max: 99_999 }),
        scored: fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 9 }),
      })
      .map((row) => cell(row.segment, row.customer_count, row.lifetime_value, row.scored.slice(0, row.customer_count))),
    { maxLength: 40 },
  );
  const ofSegment = (cells: readonly PooledCell[], name: string) =>
    cells.filter(({ customer_segment }) => customer_segment === name);

  it("keep their counts, their order and the sums of their segment", () => {
    fc.assert(
      fc.property(anyCells, (given) => {
        const pooled = poolCells(given, 5);
        expect(pooled.map(({ customer_count }) => customer_count)).toEqual(given.map((row) => row.customer_count));
        for (const name of ["A", "B", "C"]) {
          const [before, after] = [ofSegment(given, name), ofSegment(pooled, name)];
          const values = (cells: readonly PooledCell[]) => sum(cells.map(({ lifetime_value }) => lifetime_value));
          expect(Math.abs(values(before) - values(after))).toBeLessThanOrEqual(after.length);
        }
      }),
    );
  });

  it("leave nobody's money where fewer than five share it: what is moved within a pool moves no cell", () => {
    fc.assert(
      fc.property(anyCells, (given) => {
        const small = given.findIndex(({ customer_count }) => customer_count < 5);
        if (small < 0) return;
        const { customer_segment } = given[small]!;
        if (sum(ofSegment(given, customer_segment).map((row) => row.customer_count)) < 5) return;
        const raised = given.map((row, i) =>
          i === small ? { ...row, lifetime_value: row.lifetime_value + 1e6 } : row,
        );
        const [before, after] = [poolCells(given, 5), poolCells(raised, 5)];
        const moved = after.filter((row, i) => row.lifetime_value !== before[i]!.lifetime_value);
        expect(sum(moved.map(({ customer_count }) => customer_count))).toBeGreaterThanOrEqual(5);
      }),
    );
  });
});
