// Alerts: what is said of a customer, and when nothing is.
import { describe, expect, it } from "vitest";
import { day } from "../../lib/src/core/dates";
import { customerAlerts } from "../../lib/src/customer/alerts";
import type { CustomerTransaction } from "../../lib/src/customer/transactions";
import { bought, profileRow } from "./sample";

describe("alerts", () => {
  const version = (valid_from: string, card_type: string, credit_limit: number) => ({
    valid_from: day(valid_from),
    valid_to: null,
    recorded_at: null,
    card_type,
    credit_limit,
  });
  const alertsOf = (
    change: object,
    versions = [version("2020-01-01", "Rewards", 5000)],
    rows: CustomerTransaction[] = [],
  ) =>
    customerAlerts({ profile: { ...profileRow, ...change }, versions, transactions: rows }).map(
      ({ severity, reason }) => [severity, reason],
    );

  it.each([
    ["nothing", {}, []],
    [
      "a high risk",
      { churn_risk_category: "High Risk", churn_risk_score: 88, churn_probability: 0.314 },
      [["high", "Churn risk is high: score 88 of 100; 31 in 100 like this one leave."]],
    ],
    [
      "a medium risk without a probability",
      { churn_risk_category: "Medium Risk", churn_risk_score: 50 },
      [["medium", "Churn risk is medium: score 50 of 100."]],
    ],
    [
      "a decline",
      { customer_segment: "Declining", spend_last_90_days: 100, spend_prior_90_days: 2000 },
      [["high", "Spend is fading: $100 in the last 90 days, $2,000 in the 90 before."]],
    ],
    [
      "silence",
      { recency_status: "Slowing", days_since_last_transaction: 31, last_transaction_date: day("2026-03-01") },
      [["medium", "No purchase for 31 days; the last was on 2026-03-01."]],
    ],
    [
      "no purchase at all",
      { recency_status: "No Purchases", last_transaction_date: null },
      [["medium", "No purchase so far."]],
    ],
    [
      "a full card",
      { credit_utilization_pct: 110 },
      [["high", "The last 30 days' spend is 110% of the limit of $5,000."]],
    ],
  ])("tell of %s", (_fact, change, alerts) => expect(alertsOf(change)).toEqual(alerts));

  it.each([
    ["a card four fifths full", { credit_utilization_pct: 80 }, ["medium"]],
    ["not of one less full", { credit_utilization_pct: 79.99 }, []],
    ["a card filled to the limit", { credit_utilization_pct: 100 }, ["high"]],
    ["a card almost filled", { credit_utilization_pct: 99.99 }, ["medium"]],
    ["not of a card without a limit", { credit_utilization_pct: 100, credit_limit: null }, []],
    ["silence of two months", { recency_status: "Inactive" }, ["high"]],
    ["not of a low risk", { churn_risk_category: "Low Risk", churn_risk_score: 39 }, []],
    [
      "not of a decline that has turned since the segment was given",
      { customer_segment: "Declining", spend_last_90_days: 2000, spend_prior_90_days: 2000 },
      [],
    ],
  ])("tell of %s", (_fact, change, severities) =>
    expect(alertsOf(change).map(([severity]) => severity)).toEqual(severities),
  );

  it.each([
    ["180 days ago", "2025-10-03", 1],
    ["longer ago", "2025-10-02", 0],
  ])("tell of a limit that was lowered %s", (_fact, on, count) => {
    expect(alertsOf({}, [version("2020-01-01", "Rewards", 8000), version(on, "Rewards", 5000)])).toHaveLength(count);
  });

  it.each([
    ["two declined within 30 days", ["2026-03-02", "2026-03-31"], "declined", 1],
    ["not of one declined", ["2026-03-31"], "declined", 0],
    ["not of a second that was longer ago", ["2026-03-01", "2026-03-31"], "declined", 0],
    ["one disputed within 90 days", ["2026-01-01"], "disputed", 1],
    ["not of one disputed before", ["2025-12-31"], "disputed", 0],
  ])("tell of %s", (_fact, days, status, count) => {
    const rows = days.map((on) => bought(on, 5, { status }));
    expect(alertsOf({}, undefined, rows)).toHaveLength(count);
  });

  it("tell first of what to act on", () => {
    const alerts = alertsOf({ churn_risk_category: "Medium Risk", churn_risk_score: 50, credit_utilization_pct: 110 });
    expect(alerts.map(([severity]) => severity)).toEqual(["high", "medium"]);
  });

  it("tell of a limit and a card that were lowered lately, not of what was raised or is long ago", () => {
    const versions = [
      version("2020-01-01", "Standard", 9000),
      version("2025-01-01", "Premium", 8000),
      version("2026-01-15", "Rewards", 5000),
      version("2026-02-15", "Rewards", 6000),
    ];
    expect(alertsOf({}, versions)).toEqual([
      ["medium", "The limit was lowered from $8,000 to $5,000 on 2026-01-15."],
      ["medium", "The card went from Premium to Rewards on 2026-01-15."],
    ]);
  });

  it("tell of purchases declined and disputed", () => {
    const rows = [
      bought("2026-03-20", 5, { status: "declined" }),
      bought("2026-03-21", 5, { status: "declined" }),
      bought("2026-02-01", 7, { status: "disputed" }),
    ];
    expect(alertsOf({}, undefined, rows)).toEqual([
      ["medium", "2 purchases were declined in the last 30 days."],
      ["medium", "1 purchase of the last 90 days is disputed."],
    ]);
  });
});
