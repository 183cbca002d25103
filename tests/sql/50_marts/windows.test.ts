// Snapshots, spans and windows: each fact counts in the windows that hold its day, and in no other.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import type { Engine } from "../../../lib/src/engine/engine";
import { runModel } from "../run-model";
import { buildWarehouse, modelsInOrder } from "../warehouse";

const period = (first_date: string, as_of_date: string) => ({ "silver.as_of": [{ first_date, as_of_date }] });

describe("segment_date", () => {
  it.each([
    [
      "the firsts of months with 90 days of data, and as_of_date",
      "2025-01-01",
      "2025-06-11",
      ["2025-04-01", "2025-05-01", "2025-06-01", "2025-06-11"],
    ],
    ["as_of_date once when it is a first", "2025-01-01", "2025-05-01", ["2025-04-01", "2025-05-01"]],
    ["as_of_date alone when the data is short", "2025-01-01", "2025-02-10", ["2025-02-10"]],
  ])("has %s", async (_fact, first, asOf, expected) => {
    const rows = await runModel<{ snapshot_date: Date; is_current: boolean }>(
      "50_marts/segment_date",
      period(first, asOf),
      "order by snapshot_date",
    );
    expect(rows.map((row) => row.snapshot_date)).toEqual(expected.map(day));
    expect(rows.filter((row) => row.is_current).map((row) => row.snapshot_date)).toEqual([day(asOf)]);
  });

  it("knows from when on both windows lie in the data", async () => {
    const rows = await runModel<{ has_full_windows: boolean }>(
      "50_marts/segment_date",
      period("2025-01-02", "2025-08-01"),
      "order by snapshot_date",
    );
    expect(rows.map((row) => row.has_full_windows)).toEqual([false, false, true, true]); // May, June; July is day 180; August
  });
});

describe("activity_span", () => {
  it.each([
    ["2024-10-01", "2026-04-01"],
    ["2024-10-01", "2026-03-18"],
    ["2025-01-01", "2025-01-20"],
    ["2024-02-29", "2024-03-01"],
  ])("tiles the period from %s to %s", async (first, asOf) => {
    const spans = await runModel<{ span_start: Date; span_end: Date }>(
      "50_marts/activity_span",
      period(first, asOf),
      "order by span_start",
    );
    expect(spans[0]!.span_start).toEqual(day(first));
    expect(spans.at(-1)!.span_end).toEqual(day(asOf));
    spans.slice(1).forEach((span, i) => {
      expect(span.span_start).toEqual(spans[i]!.span_end);
    });
    expect(spans.every((span) => span.span_start < span.span_end)).toBe(true);
  });
});

// as_of_date 2026-04-01: recent from 2026-01-01, prior from 2025-10-03
describe("customer_spend_window on as_of_date", () => {
  const customer = { is_current: true, version_number: 1, account_open_date: "2020-01-01" };
  const fact = { customer_id: "C1", customer_key: 1, status: "approved", merchant_category_key: 4, amount: 1 };
  const facts: readonly (readonly [string, object])[] = [
    ["2025-10-02", { amount: 1000 }], // the day before the prior window
    ["2025-10-03", { amount: 10 }],
    ["2025-12-31", { amount: 20, merchant_category_key: 1 }],
    ["2026-01-01", { amount: 1, merchant_category_key: 1 }],
    ["2026-02-15", { amount: 2, merchant_category_key: 5 }],
    ["2026-03-31", { amount: 4 }],
    ["2026-03-31", { amount: 500, status: "declined" }],
    ["2026-03-31", { amount: 500, status: "pending" }],
    ["2026-03-31", { amount: -500, status: "refunded" }],
    ["2026-03-31", { amount: 500, customer_key: -1, customer_id: null }],
    ["2025-11-01", { amount: 60, customer_id: "C2", customer_key: 2 }],
    ["2026-02-01", { amount: 30, customer_id: "C2", customer_key: 2 }],
    ["2026-03-01", { amount: 7, customer_id: "C3", customer_key: 3 }],
  ];
  let engine: Engine;
  beforeAll(async () => {
    engine = await buildWarehouse(
      {
        ...period("2024-10-01", "2026-04-01"),
        "gold.dim_customer": [
          { ...customer, customer_id: "C1", customer_key: 1 },
          { ...customer, customer_id: "C2", customer_key: 2 },
          { ...customer, customer_id: "C3", customer_key: 3, account_open_date: "2026-03-01" },
          { ...customer, customer_id: "C4", customer_key: 4, account_open_date: "2026-04-20" },
          { ...customer, customer_id: "unknown", customer_key: -1 },
        ],
        "gold.fct_transactions": facts.map(([transaction_date, change]) => ({ ...fact, transaction_date, ...change })),
      },
      modelsInOrder.filter((file) => file.name === "50_marts/customer_spend_window"),
    );
  });
  afterAll(() => engine.close());
  const windows = (where: string) =>
    engine.rows<Record<string, unknown>>({
      name: "windows",
      sql: `select * exclude (snapshot_date) from gold.customer_spend_window where ${where} order by customer_id`,
    });

  it("holds approved purchases of its days alone, with 90 days in each window", async () => {
    expect(await windows("snapshot_date = '2026-04-01'")).toEqual([
      // both established customers together: 37 of 90 dollars
      {
        customer_id: "C1",
        tenure_days: 2282,
        is_trend_known: true,
        recent_spend: 7,
        prior_spend: 30,
        travel_spend: 1,
        necessities_spend: 2,
        season_factor: 0.411111,
      },
      {
        customer_id: "C2",
        tenure_days: 2282,
        is_trend_known: true,
        recent_spend: 30,
        prior_spend: 60,
        travel_spend: 0,
        necessities_spend: 0,
        season_factor: 0.411111,
      },
      {
        customer_id: "C3",
        tenure_days: 31,
        is_trend_known: true,
        recent_spend: 7,
        prior_spend: 0,
        travel_spend: 0,
        necessities_spend: 0,
        season_factor: 0.411111,
      },
      {
        customer_id: "C4",
        tenure_days: 0,
        is_trend_known: true,
        recent_spend: 0,
        prior_spend: 0,
        travel_spend: 0,
        necessities_spend: 0,
        season_factor: 0.411111,
      },
    ]);
  });

  it("has customers from the first snapshot after they came, and knows nobody's trend before there are two windows", async () => {
    expect((await windows("snapshot_date = '2026-03-01'")).map((row) => row.customer_id)).toEqual(["C1", "C2"]);
    const early = await windows("snapshot_date = '2025-01-01'");
    expect(early.map(({ is_trend_known, season_factor }) => [is_trend_known, season_factor])).toEqual([
      [false, null],
      [false, null],
    ]);
  });
});

it("customer_spend_window takes the season from accounts that were open on every day of both windows", async () => {
  const opened = ["2025-10-03", "2025-10-04"]; // the prior window's first day, and the next
  const spends = [100, 50, 1, 1000].map((amount, i) => ({
    ...{ customer_id: `C${i >> 1}`, customer_key: 1 + (i >> 1), status: "approved", merchant_category_key: 4, amount },
    transaction_date: i % 2 === 0 ? "2025-11-01" : "2026-02-01",
  }));
  const rows = await runModel<{ season_factor: number }>(
    "50_marts/customer_spend_window",
    {
      ...period("2024-10-01", "2026-04-01"),
      "gold.dim_customer": opened.map((account_open_date, i) => ({
        ...{ customer_id: `C${i}`, customer_key: i + 1, is_current: true, account_open_date },
      })),
      "gold.fct_transactions": spends,
    },
    "where snapshot_date = '2026-04-01'",
  );
  expect(rows.map((row) => row.season_factor)).toEqual([0.5, 0.5]);
});

describe("customer_spend_window before both windows lie in the data", () => {
  it("knows the trend of accounts opened since the data begin, and no season", async () => {
    const customer = (customer_id: string, account_open_date: string, i: number) => ({
      ...{ customer_id, account_open_date, customer_key: i + 1, is_current: true },
    });
    const rows = await runModel<{ customer_id: string; is_trend_known: boolean; season_factor: number | null }>(
      "50_marts/customer_spend_window",
      {
        ...period("2024-10-01", "2025-01-01"),
        "gold.dim_customer": ["2024-09-30", "2024-10-01", "2024-12-05"].map((date, i) => customer(`C${i}`, date, i)),
        "gold.customer_activity": [],
      },
      "order by customer_id",
    );
    expect(rows.map((row) => row.is_trend_known)).toEqual([false, true, true]);
    expect(rows.every((row) => row.season_factor === null)).toBe(true);
  });
});
