// Given purchases, expected features: the numbers below were counted by hand, seen from 2026-04-01.
import { expect, it } from "vitest";
import { addDays } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";
import { books, CUT_OFF, type GivenPurchase } from "./books";

const daysBefore = (days: number, purchase: Omit<GivenPurchase, "transaction_date"> = {}) => ({
  transaction_date: addDays(CUT_OFF, -days),
  ...purchase,
});

/** The family's row of c1 at the cut-off. */
async function features(family: string, purchases: readonly GivenPurchase[], customers?: readonly object[]) {
  const rows = await runModel<{ snapshot_date: Date; customer_id: string }>(
    `40_features/churn_${family}`,
    books(purchases, customers),
  );
  return rows.find((row) => row.customer_id === "c1" && row.snapshot_date.toISOString().startsWith(CUT_OFF));
}

it("recency counts from the day before the cut-off, and in the customer's own gaps", async () => {
  const purchases = [daysBefore(4), daysBefore(34), daysBefore(180), daysBefore(181)];
  // three purchases in 180 days: a usual gap of 60 days
  expect(await features("recency", purchases)).toMatchObject({ recency_days: 4, recency_in_usual_gaps: 4 / 60 });
});

it("frequency nests its windows, first day in, cut-off out", async () => {
  const purchases = [0, 1, 7, 8, 14, 15, 30, 31, 90, 91, 180, 181].map((days) => daysBefore(days));
  expect(await features("frequency", purchases)).toMatchObject({
    purchases_7_days: 2,
    purchases_14_days: 4,
    purchases_30_days: 6,
    purchases_90_days: 8,
    purchases_180_days: 10,
  });
});

it("monetary sums approved and pending purchases, and nothing else", async () => {
  const other = ["declined", "disputed"].map((status) => daysBefore(5, { status, amount: 999 }));
  const refund = daysBefore(5, { status: "refunded", amount: -999 });
  const purchases = [
    daysBefore(10, { amount: 10 }),
    daysBefore(1, { amount: 20, status: "pending" }),
    daysBefore(80, { amount: 50 }),
    daysBefore(170, { amount: 20 }),
  ];
  expect(await features("monetary", [...other, refund, ...purchases])).toMatchObject({
    spend_30_days: 30,
    spend_90_days: 80,
    spend_180_days: 100,
    average_ticket: 25,
  });
});

it("trend compares paces: all of it in the last 30 days is six times the pace of 180", async () => {
  expect(await features("trend", [daysBefore(3), daysBefore(20)])).toMatchObject({
    spend_30_over_180_days: 6,
    spend_90_over_180_days: 2,
    purchases_30_over_180_days: 6,
    purchases_60_over_180_days: 3,
    purchases_14_over_60_days: 1 / 14 / (2 / 60),
  });
  expect(await features("trend", [daysBefore(100)])).toMatchObject({
    spend_14_over_60_days: null,
    spend_30_over_180_days: 0,
  });
});

it("variability is zero for equal tickets, and the larger one's share otherwise", async () => {
  expect(await features("variability", [daysBefore(3), daysBefore(20)])).toMatchObject({
    ticket_variation: 0,
    largest_purchase_share: 0.5,
    pace_variation: expect.closeTo(Math.sqrt(3), 12), // paces 2/30, 0, 0, 0
  });
  // whatever the cents: they are part of the squares as they are of the mean
  for (const amount of [4.5, 0.49, 0.01, 19.99]) {
    const equal = [3, 20, 40, 60].map((days) => daysBefore(days, { amount }));
    expect(await features("variability", equal)).toMatchObject({ ticket_variation: 0 });
  }
  // 1.50 and 4.50: mean 3, deviation 1.50
  const small = await features("variability", [daysBefore(3, { amount: 1.5 }), daysBefore(20, { amount: 4.5 })]);
  expect(small).toMatchObject({ ticket_variation: expect.closeTo(0.5, 12) });
  // 10 and 30: mean 20, deviation 10
  const uneven = await features("variability", [daysBefore(3), daysBefore(20, { amount: 30 })]);
  expect(uneven).toMatchObject({ ticket_variation: 0.5, largest_purchase_share: 0.75 });
});

it("category counts kinds of merchants and sees them narrow", async () => {
  const gas = { merchant_category_key: 6 };
  const clothing = { merchant_category_key: 10, amount: 30 };
  expect(await features("category", [daysBefore(5), daysBefore(100, gas), daysBefore(120, clothing)])).toMatchObject({
    categories_180_days: 3,
    category_breadth_change: 1 / 3,
    necessity_share: 0.4, // 20 of 50
    necessity_share_change: 0.6,
    everyday_share: 2 / 3,
    everyday_30_over_180_days: 3,
    grocery_spend_30_over_180_days: 6,
  });
});

it("channel gives the shares of purchases online and by wallet", async () => {
  const purchases = [
    daysBefore(5, { channel: "online" }),
    daysBefore(6, { is_wallet: true }),
    daysBefore(7),
    daysBefore(8),
  ];
  expect(await features("channel", purchases)).toMatchObject({ online_share: 0.25, wallet_share: 0.25 });
});

it("season compares with what everybody did in the same days", async () => {
  const alone = [daysBefore(10), daysBefore(100)];
  expect(await features("season", alone)).toMatchObject({ seasonal_spend_30_days: 1, seasonal_purchases_30_days: 1 });
  const other = [daysBefore(101, { customer_id: "c2" }), daysBefore(102, { customer_id: "c2" })];
  // own half of 180 days against a quarter of everybody's
  expect(await features("season", [...alone, ...other])).toMatchObject({ seasonal_spend_30_days: 2 });
});

it("a subscription is lost after 35 days without a charge", async () => {
  const charge = (merchant_name: string) => ({ merchant_name, is_recurring: true });
  const purchases = [
    ...[5, 35, 65].map((days) => daysBefore(days, charge("Music"))),
    ...[36, 66].map((days) => daysBefore(days, charge("Films"))),
    daysBefore(200, charge("Games")),
    daysBefore(3, { merchant_name: "Corner Shop" }),
  ];
  expect(await features("subscription", purchases)).toMatchObject({ subscriptions: 1, lost_subscriptions: 1 });
});

it("trouble counts declines, disputes and refunds by age", async () => {
  const trouble = (status: string, days: number) => daysBefore(days, { status });
  const purchases = [
    ...[1, 31, 91].map((days) => trouble("declined", days)),
    trouble("disputed", 91),
    trouble("refunded", 2),
    trouble("declined", 181),
    trouble("declined", 0),
  ];
  expect(await features("trouble", purchases)).toMatchObject({
    declines_30_days: 1,
    declines_90_days: 2,
    declines_180_days: 3,
    disputes_180_days: 1,
    refunds_180_days: 1,
  });
});

it("limit is the one that had been told by the cut-off: a change told late is news of the future", async () => {
  const customers = [
    { version_number: 1, valid_to: "2026-01-10", credit_limit: 5000, is_current: false },
    { version_number: 2, valid_from: "2026-01-10", recorded_at: `${CUT_OFF} 08:00:00`, credit_limit: 9000 },
  ];
  expect(await features("limit", [daysBefore(1)], customers)).toMatchObject({
    credit_limit: 5000,
    limit_change: 1,
    card_or_limit_changes: 0,
  });
});

it("limit is the one at the cut-off, never a later one", async () => {
  const customers = [
    { version_number: 1, valid_to: "2026-01-10", is_current: false },
    { version_number: 2, valid_from: "2026-01-10", valid_to: CUT_OFF, credit_limit: 4000, is_current: false },
    { version_number: 3, valid_from: CUT_OFF, credit_limit: 100, card_type: "Premium" },
  ];
  expect(await features("limit", [daysBefore(1)], customers)).toMatchObject({
    card_type: "Standard",
    credit_limit: 4000,
    limit_change: 0.8,
    card_or_limit_changes: 1,
  });
  expect(await features("limit", [daysBefore(1)])).toMatchObject({ limit_change: 1, card_or_limit_changes: 0 });
});

it("tenure counts from the opening; a migration is known once it has happened", async () => {
  const acquired = { source_system: "acquired", migrated_date: "2026-03-22", account_open_date: "2026-03-02" };
  expect(await features("tenure", [daysBefore(1)], [acquired])).toMatchObject({
    tenure_days: 30,
    source_system: "acquired",
    days_since_migration: 10,
  });
  const later = { ...acquired, migrated_date: CUT_OFF };
  expect(await features("tenure", [daysBefore(1)], [later])).toMatchObject({ days_since_migration: null });
});

it("all families meet in one row per customer and cut-off; what never happened is 0", async () => {
  expect(await features("features", [daysBefore(3), daysBefore(20, { amount: 40 })])).toMatchObject({
    recency_days: 3,
    subscriptions: 0,
    declines_30_days: 0,
    decline_share: 0,
    limit_use: 0.01,
    card_type: "Standard",
  });
});
