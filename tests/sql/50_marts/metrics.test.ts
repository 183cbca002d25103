// The three hero metrics, by hand.
import { describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

const customer = { is_current: true, version_number: 1, account_open_date: "2025-04-01" };
const fact = { customer_id: "C1", customer_key: 1, status: "approved", merchant_category_key: 4 };
const given = (facts: readonly object[]) => ({
  "silver.as_of": [{ first_date: "2024-10-01", as_of_date: "2026-04-01" }],
  "gold.dim_customer": [
    { ...customer, customer_id: "C1", customer_key: 1 },
    { ...customer, customer_id: "C2", customer_key: 2, account_open_date: "2026-04-15" },
    { ...customer, customer_id: "C1", customer_key: 3, is_current: false },
    { ...customer, customer_id: "unknown", customer_key: -1 },
  ],
  "gold.fct_transactions": facts.map((change) => ({ ...fact, ...change })),
});
const metric = (name: string, facts: readonly object[]) =>
  runModel<Record<string, unknown>>(`50_marts/${name}`, given(facts), "order by customer_id");

describe("metric_customer_ltv", () => {
  it("is what was spent, and half a per cent of it net of refunds less a year's servicing", async () => {
    const rows = await metric("metric_customer_ltv", [
      { transaction_date: "2025-05-01", amount: 10_000 },
      { transaction_date: "2026-01-01", amount: 2000, customer_key: 3 }, // under an earlier version of the customer
      { transaction_date: "2026-01-05", amount: -1000, status: "refunded" },
      { transaction_date: "2026-01-06", amount: 700, status: "disputed" },
    ]);
    expect(rows).toEqual([
      {
        customer_id: "C1",
        lifetime_value: 12_000,
        refund_amount: -1000,
        spend_margin_amount: 55,
        servicing_amount: 27.5,
        contribution_value: 27.5,
        total_transactions: 2,
        first_transaction_date: day("2025-05-01"),
        last_transaction_date: day("2026-01-01"),
      },
      {
        customer_id: "C2",
        lifetime_value: 0,
        refund_amount: 0,
        spend_margin_amount: 0,
        servicing_amount: 0,
        contribution_value: 0,
        total_transactions: 0,
        first_transaction_date: null,
        last_transaction_date: null,
      },
    ]);
  });
});

describe("metric_mom_spend_change", () => {
  it("compares 30 days with the 30 before, to the day", async () => {
    const rows = await metric("metric_mom_spend_change", [
      { transaction_date: "2026-01-30", amount: 999 }, // 61 days ago
      { transaction_date: "2026-01-31", amount: 100 },
      { transaction_date: "2026-03-01", amount: 100 }, // 31 days ago
      { transaction_date: "2026-03-02", amount: 120 },
      { transaction_date: "2026-03-31", amount: 30 },
    ]);
    expect(rows).toEqual([
      {
        customer_id: "C1",
        spend_last_30_days: 150,
        spend_prior_30_days: 200,
        mom_spend_change_amount: -50,
        mom_spend_change_pct: -25,
      },
      {
        customer_id: "C2",
        spend_last_30_days: 0,
        spend_prior_30_days: 0,
        mom_spend_change_amount: 0,
        mom_spend_change_pct: null,
      },
    ]);
  });
});

it("purchase_amount has each purchase of a known account once, alike ones too, and no refund", async () => {
  const rows = await runModel(
    "50_marts/purchase_amount",
    given([
      { transaction_date: "2025-05-01", amount: 20 },
      { transaction_date: "2025-05-01", amount: 20 },
      { transaction_date: "2026-03-31", amount: 0.01, customer_key: 3 },
      { transaction_date: "2026-03-31", amount: 7, customer_id: "C2", customer_key: 2 },
      { transaction_date: "2026-03-31", amount: -5, status: "refunded" },
      { transaction_date: "2026-03-31", amount: 900, status: "pending" },
      { transaction_date: "2026-03-31", amount: 900, customer_id: null, customer_key: -1 },
    ]),
    "order by customer_id, amount",
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["C1", 0.01],
    ["C1", 20],
    ["C1", 20],
    ["C2", 7],
  ]);
});

describe("metric_avg_transaction_value", () => {
  it.each([
    ["nothing", [], [0, null, null, null, null]],
    ["one purchase", [20], [1, 20, 20, null, null]],
    ["three alike", [20, 20, 20], [3, 20, 20, 0, 1]],
    ["deviation as large as the mean", [0, 10], [2, 5, 5, 7.07, 0.4142]], // 5 / (5 + 7.0711)
    ["the middle of two, to the half cent and up", [10.01, 10.02], [2, 10.02, 10.02, 0.01, 0.9993]],
    ["one large among small", [10, 10, 10, 130], [4, 40, 10, 60, 0.4]],
  ])("of %s", async (_fact, amounts, expected) => {
    const [row] = await metric(
      "metric_avg_transaction_value",
      amounts.map((amount) => ({ transaction_date: "2026-01-01", amount })),
    );
    expect([
      row!.total_transactions,
      row!.avg_transaction_value,
      row!.median_transaction_value,
      row!.transaction_value_stddev,
      row!.spending_consistency,
    ]).toEqual(expected);
  });
});

it("issuer_economics keeps each constant between its bounds", async () => {
  const rows = await runModel<{ constant_value: number; low: number; high: number }>("50_marts/issuer_economics", {});
  expect(rows.every(({ constant_value, low, high }) => low <= constant_value && constant_value <= high)).toBe(true);
});

it("issuer_margin leaves of a dollar what rewards and costs do not take", async () => {
  const constant = (constant_name: string, constant_value: number) => ({ constant_name, constant_value });
  const rows = await runModel("50_marts/issuer_margin", {
    "gold.issuer_economics": [
      constant("interchange", 0.02),
      constant("rewards", 0.0125),
      constant("processing_and_fraud", 0.001),
      constant("servicing", 30),
      constant("something new", 7),
    ],
  });
  expect(rows).toEqual([{ spend_margin: 0.0065, servicing_amount: 30 }]);
});
