// The profile: one row per current customer, with the newest churn prediction when there is one.
import { describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";
import type { GivenTables } from "../warehouse";

const customer = {
  customer_id: "C1",
  customer_key: 1,
  is_current: true,
  version_number: 1,
  full_name: "Ada Moss",
  email: "ada@example.com",
  phone: "2185550162",
  date_of_birth: "1986-04-02",
  state: "CA",
  city: "Fresno",
  employment_status: "Employed",
  card_type: "Premium",
  credit_limit: 5000,
  source_system: "legacy",
  account_open_date: "2020-04-15",
};
const fact = { customer_id: "C1", customer_key: 1, status: "approved", merchant_category_key: 1, amount: 100 };
const prediction = {
  customer_id: "C1",
  snapshot_date: "2026-04-01",
  model_version: "v1",
  churn_probability: 0.4,
  churn_risk_score: 80,
  churn_risk_category: "High Risk",
  is_scored: true,
};
const profile = async (
  predictions: readonly object[],
  dates: readonly string[] = ["2026-03-20"],
  others: GivenTables = {},
) => {
  const [row, ...more] = await runModel<Record<string, unknown>>("50_marts/customer_360_profile", {
    "silver.as_of": [{ first_date: "2024-10-01", as_of_date: "2026-04-01" }],
    "gold.dim_customer": [
      customer,
      { ...customer, customer_key: 2, is_current: false, card_type: "Standard" },
      { ...customer, customer_id: "unknown", customer_key: -1 },
    ],
    "gold.fct_transactions": dates.map((transaction_date) => ({ ...fact, transaction_date })),
    "gold.churn_predictions": predictions,
    ...others,
  });
  expect(more).toEqual([]);
  return row!;
};

describe("a profile", () => {
  it("of an account that opens later has no months yet, and none below nothing", async () => {
    const others = { "gold.dim_customer": [{ ...customer, account_open_date: "2026-05-20" }] };
    expect((await profile([], [], others)).tenure_months).toBe(0);
  });

  it("has whole years and months, today's card, and a month's spend over the limit", async () => {
    expect(await profile([])).toMatchObject({
      customer_id: "C1",
      full_name: "Ada Moss",
      age: 39,
      tenure_months: 71,
      card_type: "Premium",
      lifetime_value: 100,
      total_transactions: 1,
      credit_utilization_pct: 2,
      travel_spend_pct: 100,
      days_since_last_transaction: 12,
      recency_status: "Active",
      profile_updated_date: day("2026-04-01"),
    });
  });

  it("waits for predictions with empty columns, and goes by the segment meanwhile", async () => {
    const waiting = { churn_probability: null, churn_risk_score: null, churn_risk_category: null };
    expect(await profile([])).toMatchObject({ ...waiting, eligible_for_retention_campaign: false });
    const declining = [{ customer_id: "C1", customer_segment: "Declining" }];
    expect(await profile([], [], { "gold.customer_segments": declining })).toMatchObject({
      ...waiting,
      eligible_for_retention_campaign: true,
    });
  });

  it.each([
    ["the newest snapshot", [{ snapshot_date: "2026-01-01", churn_risk_score: 10 }, {}], 80],
    ["the newest model of a day", [{ model_version: "v0", churn_risk_score: 10 }, {}], 80],
    ["nothing from the future", [{ snapshot_date: "2026-04-02", churn_risk_score: 10 }, {}], 80],
    ["nothing of others", [{ customer_id: "C9" }], null],
  ])("takes %s", async (_fact, changes, score) => {
    const row = await profile(changes.map((change) => ({ ...prediction, ...change })));
    expect(row.churn_risk_score).toBe(score);
  });

  it.each([
    ["Low Risk", false],
    ["Medium Risk", true],
    ["High Risk", true],
  ])("at %s: eligible %s", async (churn_risk_category, eligible) => {
    const row = await profile([{ ...prediction, churn_risk_category }]);
    expect(row.eligible_for_retention_campaign).toBe(eligible);
  });

  it.each([
    [["2026-03-03"], 29, "Active"],
    [["2026-03-02"], 30, "Slowing"],
    [["2026-02-01"], 59, "Slowing"],
    [["2026-01-31"], 60, "Inactive"],
    [[], null, "No Purchases"],
  ])("last bought on %j: %s days, %s", async (dates, days, status) => {
    const row = await profile([], dates as string[]);
    expect([row.days_since_last_transaction, row.recency_status]).toEqual([days, status]);
  });
});
