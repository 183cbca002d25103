// Metrics on a day: hand-counted days, then what holds for any transactions.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../lib/src/core/dates";
import { type MetricsSetting, spendMetrics } from "../../lib/src/customer/spend-metrics";
import { bought, transactions } from "./sample";

describe("metrics on a day", () => {
  const setting: MetricsSetting = {
    as_of: "2026-01-03",
    first_date: "2024-10-01",
    account_open_date: "2026-01-01",
    credit_limit: 1000,
    spend_margin: 0.005,
    servicing_amount: 27.5,
  };

  it("count what lies before it", () => {
    expect(spendMetrics(transactions, setting)).toMatchObject({
      lifetime_value: 60,
      total_transactions: 3,
      avg_transaction_value: 20,
      median_transaction_value: 20,
      transaction_value_stddev: 10,
      spending_consistency: 0.6667,
      spend_last_90_days: 60,
      spend_prior_90_days: 0,
      spend_change_pct: null,
      mom_spend_change_pct: null,
      avg_monthly_spend: 20,
      travel_spend_pct: 50,
      necessities_spend_pct: 50,
      credit_utilization_pct: 6,
      days_since_last_transaction: 1,
      recency_status: "Active",
      contribution_value: 0.15, // 60 x 0.005 less 27.50 for two of 365 days
    });
  });

  it("of nobody's purchases are zero or null", () => {
    expect(spendMetrics([], setting)).toMatchObject({
      lifetime_value: 0,
      avg_transaction_value: null,
      recency_status: "No Purchases",
      travel_spend_pct: null,
    });
  });

  it("do not change with what happens on the day or later", () => {
    const anything = fc.array(
      fc.record({
        days: fc.integer({ min: -400, max: 400 }),
        cents: fc.integer({ min: 1, max: 900_000 }),
        status: fc.constantFrom("approved", "refunded", "declined"),
      }),
    );
    fc.assert(
      fc.property(anything, anything, (before, after) => {
        const rows = (list: typeof before, sign: 1 | -1) =>
          list.map(({ days, cents, status }) =>
            bought(addDays(setting.as_of, sign > 0 ? Math.abs(days) : -Math.abs(days) - 1), cents / 100, { status }),
          );
        const past = rows(before, -1);
        expect(spendMetrics([...rows(after, 1), ...past], setting)).toEqual(spendMetrics(past, setting));
      }),
    );
  });
});
