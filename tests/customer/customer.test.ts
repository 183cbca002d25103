// One customer in numbers: hand-counted days, then what holds for any transactions.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "../../lib/src/core/dates";
import { customerAlerts } from "../../lib/src/customer/alerts";
import { CATEGORY_GROUPS } from "../../lib/src/customer/categories";
import { compareProfiles, profileLines } from "../../lib/src/customer/profile-lines";
import { type MetricsSetting, spendMetrics } from "../../lib/src/customer/spend-metrics";
import { customerTimeline } from "../../lib/src/customer/timeline";
import {
  type CustomerTransaction,
  categorySpend,
  dailySpend,
  filterTransactions,
  type TransactionFilter,
  transactionSummary,
} from "../../lib/src/customer/transactions";
import { runModel } from "../sql/run-model";
import { profileRow } from "./sample";

const bought = (on: string, amount: number, more: Partial<CustomerTransaction> = {}): CustomerTransaction => ({
  transaction_id: `${on}-${amount}`,
  transaction_at: new Date(`${on}T12:00:00Z`),
  merchant_name: "Shop",
  merchant_category: "groceries",
  category_name: "Groceries",
  category_group: "necessities",
  channel: "in_person",
  status: "approved",
  amount,
  ...more,
});
const flight = { merchant_category: "airlines", category_name: "Airlines", category_group: "travel" };
const transactions = [
  bought("2026-01-01", 30, flight),
  bought("2026-01-02", 10),
  bought("2026-01-02", 20),
  bought("2026-01-03", -5, { status: "refunded" }),
  bought("2026-01-04", 99, { status: "declined" }),
];

describe("transactions", () => {
  it.each([
    ["days, the last not included", { from_date: "2026-01-02", to_date: "2026-01-03" }, 2],
    ["a category", { categories: ["airlines"] }, 1],
    ["a group of categories", { categories: ["necessities"] }, 4],
    ["statuses", { statuses: ["declined", "refunded"] }, 2],
    ["all of them", { from_date: "2026-01-02", categories: ["groceries"], statuses: ["approved"] }, 2],
    ["nothing", {}, 5],
  ])("are narrowed down by %s", (_fact, filter, count) =>
    expect(filterTransactions(transactions, filter)).toHaveLength(count),
  );

  it.each([
    ["a day that is none", { from_date: "2026-02-30" }, "2026-02-30"],
    ["a span that ends before it starts", { from_date: "2026-02-02", to_date: "2026-02-01" }, "end after it starts"],
    [
      "a status that is none",
      { statuses: ["aproved"] },
      'needs statuses that there are, got "aproved"; take some of approved,',
    ],
    [
      "a category that is none",
      { categories: ["airlines", "Travel"] },
      'needs categories that there are, got "Travel"; take some of travel,',
    ],
    [
      "a status that is no list",
      { statuses: "approved" },
      'needs a list as statuses, got "approved"; write statuses: ["approved"]',
    ],
    ["categories that are no list", { categories: 7 }, "needs a list as categories, got 7"],
  ])("are not narrowed down by %s", (_fact, filter, words) =>
    expect(() => filterTransactions(transactions, filter as TransactionFilter)).toThrow(words),
  );

  it("are none of a category that exists and was not used", () =>
    expect(filterTransactions(transactions, { categories: ["car_rental", "leisure"] })).toEqual([]));

  it("know the categories of the warehouse, each in its group", async () => {
    const rows = await runModel<{ merchant_category: string; category_group: string }>(
      "30_gold/dim_merchant_category",
      {},
    );
    const listed = Object.entries(CATEGORY_GROUPS).flatMap(([group, codes]) => codes.map((code) => `${group}/${code}`));
    expect(listed.sort()).toEqual(rows.map((row) => `${row.category_group}/${row.merchant_category}`).sort());
  });

  it("make days, with those on which nothing was bought", () => {
    const days = dailySpend(transactions, "2025-12-31", "2026-01-04");
    expect(days.map(({ spend_amount }) => spend_amount)).toEqual([0, 30, 30, 0]);
    expect(days[0]).toEqual({ transaction_date: "2025-12-31", spend_amount: 0, mean_amount: null });
    const month = dailySpend(transactions, "2026-01-01", "2026-02-02").map(({ mean_amount }) => mean_amount);
    expect(month.slice(26, 32)).toEqual([null, 2.14, 1.07, 0, 0, 0]);
  });

  it("make categories, largest first", () => {
    expect(categorySpend(transactions)).toMatchObject([
      { merchant_category: "airlines", spend_amount: 30, purchase_count: 1, spend_share: 0.5 },
      { merchant_category: "groceries", spend_amount: 30, purchase_count: 2, spend_share: 0.5 },
    ]);
  });

  it("make a summary, also when there are none", () => {
    expect(transactionSummary(transactions)).toMatchObject({
      transaction_count: 5,
      purchase_count: 3,
      spend_amount: 60,
      mean_amount: 20,
      largest_amount: 30,
      refund_amount: -5,
      declined_count: 1,
    });
    expect(transactionSummary([])).toMatchObject({
      transaction_count: 0,
      spend_amount: 0,
      mean_amount: null,
      largest_amount: null,
    });
  });
});

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

describe("a profile in lines", () => {
  it("masks address and phone, and shows a dash for what is not known", () => {
    const lines = new Map(profileLines({ ...profileRow, city: null }).map(({ what, value }) => [what, value]));
    expect(lines.get("e-mail, phone")).toBe("a***@***, ***00");
    expect(lines.get("place")).toBe("-, OH");
    expect(lines.get("lifetime spend")).toBe("$20,000 since 2024-10-01");
    expect(lines.get("churn risk score")).toBe("-");
  });

  it("is compared with another by the lines that differ", () => {
    const earlier = { ...profileRow, credit_limit: 3000, contribution_value: -4.4 };
    expect(compareProfiles(earlier, profileRow)).toEqual([
      { what: "limit", earlier: "$3,000", later: "$5,000" },
      { what: "contribution", earlier: "-$4", later: "$60" },
    ]);
    expect(compareProfiles(profileRow, profileRow)).toEqual([]);
  });
});

describe("alerts", () => {
  const version = (valid_from: string, card_type: string, credit_limit: number) => ({
    valid_from: day(valid_from),
    valid_to: null,
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
          { valid_from: day("2020-01-01"), valid_to: day("2026-01-05"), card_type: "Rewards", credit_limit: 5000 },
          { valid_from: day("2026-01-05"), valid_to: null, card_type: "Rewards", credit_limit: 7000 },
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
