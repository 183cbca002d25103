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

  it("of fewer tells the mean of such cells of its segment and band", async () => {
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

  it("of fewer, in a segment and band of fewer, tells the mean of the band", async () => {
    const cells = await cellsOf([
      ...repeat(4, { lifetime_value: 1000 }),
      { state: "TX", lifetime_value: 1000 },
      { customer_segment: "New & Growing", lifetime_value: 4000 },
    ]);
    const lonely = cells.find((cell) => cell.customer_segment === "New & Growing");
    expect(lonely).toMatchObject({ customer_count: 1, lifetime_value: 1500, monthly_spend: 100 });
  });

  it("tells nothing but the count when the whole band holds fewer", async () => {
    const cells = await cellsOf([...repeat(6, { lifetime_value: 1000 }), { lifetime_value: 60_000 }]);
    expect(cells.find((cell) => cell.lifetime_band === "$50K or more")).toMatchObject({
      ...{ customer_count: 1, lifetime_value: 0, monthly_spend: 0 },
    });
  });

  it("tells the risk of fewer than five scored customers to nobody", async () => {
    const rows = [
      { lifetime_value: 1000, churn_risk_score: 90 },
      ...repeat(4, { state: "TX", lifetime_value: 1000 }),
      ...repeat(4, { state: "CA", lifetime_value: 1000, churn_risk_score: 50 }),
    ];
    const few = await cellsOf(rows.slice(0, 5));
    expect(few.map((cell) => cell.risk_score_sum)).toEqual([0, 0]);
    await engine.close();
    const enough = await cellsOf(rows);
    expect(enough.find((cell) => cell.state === "OH")).toMatchObject({ scored_count: 1, risk_score_sum: 58 });
  });
});
