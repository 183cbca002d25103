// The history of segments and today's: runs, where they began, and the numbers beside the name.
import { describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

const window = {
  customer_id: "C1",
  tenure_days: 1000,
  is_trend_known: true,
  recent_spend: 6000,
  prior_spend: 6000,
  travel_spend: 600,
  necessities_spend: 1500,
  season_factor: 0.9,
};
const declining = { recent_spend: 1000, travel_spend: 0, necessities_spend: 0 };
const spends = [
  { ...window, snapshot_date: "2025-12-01" },
  { ...window, snapshot_date: "2026-01-01", ...declining },
  { ...window, snapshot_date: "2026-02-01" },
  { ...window, snapshot_date: "2026-03-01" },
  { ...window, snapshot_date: "2026-04-01" },
  { ...window, snapshot_date: "2026-03-01", customer_id: "C2", ...declining },
  { ...window, snapshot_date: "2026-04-01", customer_id: "C2", ...declining, recent_spend: 0, prior_spend: 0 },
];
const given = {
  "silver.as_of": [{ first_date: "2024-10-01", as_of_date: "2026-04-01" }],
  "gold.customer_spend_window": spends,
};

describe("customer_segment_history", () => {
  it("starts a run where the segment changes, and tells the one before", async () => {
    const rows = await runModel<Record<string, unknown>>("50_marts/customer_segment_history", given, "order by all");
    const stable = "Stable Mid-Spenders";
    expect(rows.map((row) => [row.customer_id, row.customer_segment, row.previous_segment, row.valid_from])).toEqual([
      ["C1", stable, null, day("2025-12-01")],
      ["C1", "Declining", stable, day("2026-01-01")],
      ["C1", stable, "Declining", day("2026-02-01")],
      ["C1", stable, stable, day("2026-02-01")],
      ["C1", stable, stable, day("2026-02-01")],
      ["C2", "Declining", null, day("2026-03-01")],
      ["C2", stable, "Declining", day("2026-04-01")],
    ]);
  });
});

describe("customer_segments", () => {
  it("has today's row of each customer with the numbers that decided", async () => {
    const rows = await runModel<Record<string, unknown>>("50_marts/customer_segments", given, "order by customer_id");
    expect(rows).toEqual([
      {
        customer_id: "C1",
        customer_segment: "Stable Mid-Spenders",
        segment_assigned_date: day("2026-02-01"),
        previous_segment: "Stable Mid-Spenders",
        as_of_date: day("2026-04-01"),
        spend_last_90_days: 6000,
        spend_prior_90_days: 6000,
        spend_change_pct: 0,
        season_factor: 0.9,
        season_adjusted_change_pct: 11.11,
        avg_monthly_spend: 2000,
        travel_spend_pct: 10,
        necessities_spend_pct: 25,
        tenure_days: 1000,
        is_trend_known: true,
        is_active: true,
      },
      {
        customer_id: "C2",
        customer_segment: "Stable Mid-Spenders",
        segment_assigned_date: day("2026-04-01"),
        previous_segment: "Declining",
        as_of_date: day("2026-04-01"),
        spend_last_90_days: 0,
        spend_prior_90_days: 0,
        spend_change_pct: null,
        season_factor: 0.9,
        season_adjusted_change_pct: null,
        avg_monthly_spend: 0,
        travel_spend_pct: null,
        necessities_spend_pct: null,
        tenure_days: 1000,
        is_trend_known: true,
        is_active: false,
      },
    ]);
  });
});
