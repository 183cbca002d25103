// What the explorer's cells tell of money and risk: never that of fewer than five customers.
import { afterEach, describe, expect, it } from "vitest";
import type { Engine } from "../../lib/src/engine/engine";
import { explorerCells } from "../../lib/src/pipeline/segments/segment-explorer";
import { buildWarehouse } from "../sql/warehouse";

interface Given {
  readonly customer_segment?: string;
  readonly state?: string;
  readonly lifetime_value: number;
  readonly churn_risk_score?: number;
  readonly churn_risk_category?: string;
}

let engine: Engine;
afterEach(() => engine.close());
const cellsOf = async (customers: readonly Given[]) => {
  const rows = customers.map((row, i) => ({
    ...{
      customer_id: `L${i}`,
      customer_segment: "Declining",
      state: "OH",
      card_type: "Rewards",
      avg_monthly_spend: 100,
    },
    ...{ churn_risk_category: row.churn_risk_score === undefined ? null : "High Risk" },
    ...row,
  }));
  engine = await buildWarehouse({ "gold.customer_360_profile": rows }, []);
  return explorerCells(engine);
};
const repeat = (count: number, row: Given) => Array.from({ length: count }, () => row);

describe("a cell of the explorer", () => {
  it("of five customers or more tells their own money, to the dollar", async () => {
    const cells = await cellsOf(repeat(5, { lifetime_value: 1000.1 }));
    expect(cells).toMatchObject([{ customer_count: 5, lifetime_value: 5001, monthly_spend: 500 }]);
  });

  it("of fewer tells the mean of neighbours in its segment, risk and band", async () => {
    const cells = await cellsOf([
      ...repeat(4, { lifetime_value: 1000 }),
      ...repeat(2, { state: "TX", lifetime_value: 4000 }),
      ...repeat(9, { state: "CA", lifetime_value: 100 }), // not small: in no mean
    ]);
    expect(cells.map((cell) => [cell.state, cell.lifetime_value])).toEqual([
      ["CA", 900],
      ["OH", 8000],
      ["TX", 4000],
    ]);
  });

  it("is told with others of its own band, which begins at its lower end", async () => {
    const three = (state: string, lifetime_value: number) => repeat(3, { state, lifetime_value });
    const cells = await cellsOf(["OH", "TX"].flatMap((state) => [...three(state, 100), ...three(state, 5000)]));
    expect(cells.map((cell) => [cell.lifetime_band, cell.state, cell.lifetime_value, cell.pooled_count])).toEqual([
      ["below $5K", "OH", 300, 3],
      ["below $5K", "TX", 300, 3],
      ["$5K to $20K", "OH", 15_000, 3],
      ["$5K to $20K", "TX", 15_000, 3],
    ]);
  });

  it("keeps its risk and band apart from others, where there are enough of each", async () => {
    const low = (state: string) => ({
      state,
      lifetime_value: 1000,
      churn_risk_score: 10,
      churn_risk_category: "Low Risk",
    });
    const high = (state: string) => ({ state, lifetime_value: 90_000, churn_risk_score: 90 });
    const rows = ["OH", "TX", "CA"].flatMap((state) => [...repeat(2, low(state)), ...repeat(2, high(state))]);
    const cells = await cellsOf(rows);
    expect(cells).toHaveLength(6);
    for (const { churn_risk, lifetime_value, risk_score_sum } of cells) {
      expect([lifetime_value, risk_score_sum]).toEqual(churn_risk === "High Risk" ? [180_000, 180] : [2000, 20]);
    }
  });
});
