// How days become spans, and spans become windows: the sums that every family is made of.
import { expect, it } from "vitest";
import { addDays, isoDay } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";
import { books, CUT_OFF } from "./books";

const daysBefore = (days: number) => addDays(CUT_OFF, -days);
const atCutOff = (row: { snapshot_date: Date }) => isoDay(row.snapshot_date) === CUT_OFF;

it("the definition is one row, and its numbers are those people know", async () => {
  expect(await runModel("40_features/churn_definition", {})).toEqual([
    {
      label_version: "churn-1",
      feature_days: 180,
      gap_days: 14,
      label_days: 90,
      inactive_days: 60,
      decline_share: 0.3,
      active_days: 30,
      min_purchases: 6,
      min_history_days: 150,
    },
  ]);
});

it("a span begins wherever some cut-off's window begins or ends, and nowhere else", async () => {
  const days = await runModel<{ date: Date; span_from: Date }>("40_features/churn_day", books([]), "order by date");
  const starts = new Set(days.map(({ span_from }) => isoDay(span_from)));
  expect([7, 14, 30, 60, 90, 180].every((age) => starts.has(daysBefore(age)))).toBe(true);
  expect(starts.has("2025-12-18")).toBe(true); // where the cut-off before the last one ends
  expect(starts.has(daysBefore(8))).toBe(false);
  expect(isoDay(days[0]!.date)).toBe("2024-10-05"); // 180 days before the first cut-off
  expect(isoDay(days.at(-1)!.date)).toBe(daysBefore(1)); // no window reaches further
  const spanOf = new Map(days.map((day) => [isoDay(day.date), isoDay(day.span_from)]));
  expect(spanOf.get(daysBefore(8))).toBe(daysBefore(14));
  expect(spanOf.get(daysBefore(1))).toBe(daysBefore(7));
});

it("the day of the last cut-off and later ones would change no window", async () => {
  const purchases = [-3, 0, 1, 7, 45, 104, 180, 330, 420].map((days) => ({ transaction_date: daysBefore(days) }));
  const tables = books(purchases);
  const days = await runModel<{ date: Date; span_from: Date }>("40_features/churn_day", tables);
  const kept = days.map((row) => ({ date: isoDay(row.date), span_from: isoDay(row.span_from) }));
  const later = [0, -1, -2, -3].map((age) => ({ date: daysBefore(age), span_from: CUT_OFF }));
  const windows = (given: object) =>
    runModel("40_features/churn_window", { ...tables, ...given }, "order by snapshot_date");
  const expected = await windows({});
  expect(expected).toHaveLength(6);
  expect(await windows({ "gold.churn_day": [...kept, ...later] })).toEqual(expected);
});

it("each cut-off looks back on the 180 days before it, the last of them one day old", async () => {
  const days = await runModel<{ date: Date; snapshot_date: Date; age_days: number }>(
    "40_features/churn_feature_day",
    books([]),
    "order by date",
  );
  const own = days.filter(atCutOff);
  expect(own).toHaveLength(180);
  expect(own.at(0)).toMatchObject({ age_days: 180, date: new Date(`${daysBefore(180)}T00:00:00Z`) });
  expect(own.at(-1)).toMatchObject({ age_days: 1, date: new Date(`${daysBefore(1)}T00:00:00Z`) });
});

it("activity sums a customer's purchases between two edges", async () => {
  const purchases = [
    { transaction_date: daysBefore(1), amount: 10.5, channel: "online" },
    { transaction_date: daysBefore(7), amount: 20, merchant_category_key: 10, is_wallet: true, status: "pending" },
    { transaction_date: daysBefore(7), amount: 99, status: "declined" },
    { transaction_date: daysBefore(8), amount: 30 },
  ];
  const rows = await runModel<{ span_from: Date }>(
    "40_features/churn_activity",
    books(purchases),
    "order by span_from",
  );
  expect(rows).toEqual([
    expect.objectContaining({
      span_from: new Date(`${daysBefore(14)}T00:00:00Z`),
      purchase_count: 1,
      spend_amount: 30,
    }),
    {
      customer_id: "c1",
      span_from: new Date(`${daysBefore(7)}T00:00:00Z`),
      purchase_count: 2,
      spend_amount: 30.5,
      squared_cents: 1050 * 1050 + 2000 * 2000,
      largest_amount: 20,
      last_purchase_date: new Date(`${daysBefore(1)}T00:00:00Z`),
      everyday_count: 1,
      grocery_amount: 10.5,
      necessity_amount: 10.5,
      online_count: 1,
      wallet_count: 1,
      category_bits: 2 ** 5 + 2 ** 10,
    },
  ]);
});

it("a window holds its first day, never the cut-off, and the same purchase serves several cut-offs", async () => {
  const purchases = [0, 1, 30, 31, 180, 181].map((days) => ({ transaction_date: daysBefore(days), amount: 10 }));
  const rows = await runModel<{ snapshot_date: Date }>(
    "40_features/churn_window",
    books(purchases),
    "order by snapshot_date",
  );
  expect(rows.find(atCutOff)).toMatchObject({
    purchase_count_7: 1,
    purchase_count_30: 2,
    purchase_count_60: 3,
    purchase_count_180: 4,
    spend_amount_180: 40,
    squared_cents_180: 4 * 1000 * 1000,
  });
  // 180 and 181 days before 2026-04-01 are 76 and 77 days before 2025-12-18
  const test = rows.find(({ snapshot_date }) => isoDay(snapshot_date) === "2025-12-18");
  expect(test).toMatchObject({ purchase_count_60: 0, purchase_count_90: 2, purchase_count_180: 2 });
});
