// A timeline: spans cut to its period, weeks added up.
import { describe, expect, it } from "vitest";
import { day } from "../../lib/src/core/dates";
import { customerTimeline } from "../../lib/src/customer/timeline";
import { transactions } from "./sample";

describe("a timeline", () => {
  it("cuts spans to its period, joins what is alike and adds up weeks", () => {
    const segment = (on: string, customer_segment: string) => ({
      snapshot_date: day(on),
      customer_segment,
      valid_from: day(on),
    });
    const timeline = customerTimeline(
      {
        transactions,
        versions: [
          {
            valid_from: day("2020-01-01"),
            valid_to: day("2026-01-05"),
            card_type: "Rewards",
            recorded_at: null,
            credit_limit: 5000,
          },
          {
            valid_from: day("2026-01-05"),
            valid_to: null,
            card_type: "Rewards",
            recorded_at: null,
            credit_limit: 7000,
          },
        ],
        segments: [
          segment("2026-01-01", "A"),
          segment("2026-01-03", "A"),
          segment("2026-01-06", "B"),
          segment("2026-01-10", "C"),
        ],
        scores: [
          {
            snapshot_date: day("2026-01-10"),
            churn_probability: 0.1,
            churn_risk_score: 12,
            churn_risk_category: "Low Risk",
            is_backtest: true,
          },
        ],
        contacts: [
          {
            contacted_at: day("2026-01-08"),
            channel: "mail",
            campaign: "Hello",
            offer_amount: null,
            responded_at: null,
          },
          {
            contacted_at: day("2026-01-09"),
            channel: "call",
            campaign: "Stay",
            offer_amount: 55,
            responded_at: day("2026-01-09"),
          },
        ],
      },
      "2026-01-01",
      "2026-01-10",
    );
    expect(timeline.spend.map(({ spend_amount }) => spend_amount)).toEqual([60, 0]);
    expect(timeline.cards).toEqual([{ start: day("2026-01-01"), end: day("2026-01-10"), label: "Rewards" }]);
    expect(timeline.limits.map(({ value, end }) => [value, end])).toEqual([
      [5000, day("2026-01-05")],
      [7000, day("2026-01-10")],
    ]);
    expect(timeline.segments.map(({ label, start }) => [label, start])).toEqual([
      ["A", day("2026-01-01")],
      ["B", day("2026-01-06")],
      ["C", day("2026-01-10")], // begins as the timeline ends
    ]);
    expect(timeline.risks).toEqual([{ at: day("2026-01-10"), value: 12, label: "Low Risk", is_backtest: true }]);
    expect(timeline.contacts).toEqual([
      { at: day("2026-01-08"), value: null, label: "Hello (mail)" },
      { at: day("2026-01-09"), value: 55, label: "Stay (call), answered on 2026-01-09" },
    ]);
  });
});
