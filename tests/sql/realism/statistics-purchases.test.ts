// What the scorecard measures in purchases, from a few days whose shares can be counted by hand.
import { expect, it } from "vitest";
import { runRealism } from "./run-realism";

const landedDay = (days: readonly object[]) => ({
  "generator.landed_day": days.map((one) => ({
    transaction_date: "2025-06-02",
    merchant_category: "groceries",
    channel: "in_person",
    status: "approved",
    transaction_count: 1,
    wallet_count: 0,
    weekend_posted_count: 0,
    ...one,
  })),
});

it("statistics_volume: a hundred transactions of ten people in two days, one of whom has two records", async () => {
  const given = landedDay([
    { transaction_count: 60, wallet_count: 12, amount: 3000 },
    { transaction_count: 20, channel: "online", amount: 1000 },
    { transaction_date: "2025-06-03", status: "refunded", channel: "online", transaction_count: 4, amount: -50 },
    { transaction_date: "2025-06-03", status: "declined", transaction_count: 15, wallet_count: 3, amount: 500 },
    { transaction_date: "2025-06-03", status: "pending", transaction_count: 1, weekend_posted_count: 2, amount: 9 },
  ]);
  const records = Array.from({ length: 11 }, (_, i) => ({ customer_id: `L${i}` }));
  const [row] = await runRealism(
    "realism/statistics_volume",
    { ...given, "generator.landed_customers": records },
    { binds: [10] },
  );
  const month = 30.4375 / 2; // in days, half of which are there
  expect(row).toEqual({
    transactions_per_month: 10 * month,
    spend_per_month: 400 * month,
    mean_ticket: 4000 / 80,
    online_share: 20 / 80,
    wallet_share: 15 / 76, // of those in person, whatever became of them
    refunded_share: 0.04,
    declined_share: 0.15,
    weekend_posted_share: 0.02,
    in_both_books_share: expect.closeTo(0.1, 12),
  });
});

it("statistics_mix: of 100 approved purchases for 1,000 dollars, four flights take 400", async () => {
  const [row] = await runRealism(
    "realism/statistics_mix",
    landedDay([
      { transaction_count: 30, amount: 150 },
      { transaction_date: "2025-06-03", transaction_count: 20, amount: 50 },
      { merchant_category: "restaurants", transaction_count: 30, amount: 100 },
      { merchant_category: "gas", transaction_count: 15, amount: 50 },
      { merchant_category: "airlines", transaction_count: 4, amount: 400 },
      { merchant_category: "utilities", transaction_count: 1, amount: 250 },
      { merchant_category: "clothing", status: "declined", transaction_count: 99, amount: 9999 },
    ]),
  );
  expect(row).toMatchObject({
    travel_share: 0.4,
    groceries_share: 0.2,
    restaurants_share: 0.1,
    gas_and_transit_share: 0.05,
    utilities_share: 0.25,
    clothing_share: 0,
    travel_count_share: 0.04,
    everyday_in_top_three: 3,
  });
});

it("statistics_week: two weeks of 700 dollars, one of them in November", async () => {
  const week = [90, 90, 90, 100, 120, 140, 70]; // Monday first; 100 a day
  const days = ["2025-10-06", "2025-11-03"].flatMap((monday) =>
    week.map((amount, i) => ({
      transaction_date: `${monday.slice(0, 8)}${String(Number(monday.slice(8)) + i).padStart(2, "0")}`,
      amount,
    })),
  );
  const refund = { transaction_date: "2025-11-03", status: "refunded", amount: -500 };
  const [row] = await runRealism("realism/statistics_week", landedDay([...days, refund]));
  expect(row).toEqual({
    friday_factor: expect.closeTo(1.2, 12),
    saturday_factor: expect.closeTo(1.4, 12),
    sunday_factor: expect.closeTo(0.7, 12),
    midweek_factor: expect.closeTo(0.9, 12),
    // the ten largest of fourteen: three of each week before those of 90 dollars, of which the four earliest count
    holiday_days_in_top_ten: 4,
  });
});

it("statistics_season: a year of whole months, December twice, and a month that is not over", async () => {
  const months = Array.from({ length: 13 }, (_, i) => ({
    transaction_date: new Date(Date.UTC(2024, 11 + i, 15)).toISOString().slice(0, 10),
    month: ((11 + i) % 12) + 1,
    is_first: i === 0,
  }));
  const spends: Record<string, (month: number, is_first: boolean) => number> = {
    electronics: (month, is_first) => (month === 12 && !is_first ? 300 : 100), // 200 in the mean December
    clothing: (month) => (month === 12 ? 250 : 100),
    groceries: () => 100,
    home_improvement: (month) => ([4, 5, 6].includes(month) ? 200 : 100),
    gas: (month) => ([5, 6, 7, 8].includes(month) ? 200 : 100),
    airlines: (month) => ([6, 7, 8].includes(month) ? 200 : 50),
  };
  const days = Object.entries(spends).flatMap(([merchant_category, spend]) => [
    ...months.map(({ transaction_date, month, is_first }) => ({
      transaction_date,
      merchant_category,
      amount: spend(month, is_first),
    })),
    { transaction_date: "2026-01-10", merchant_category, amount: 9999 },
  ]);
  const [row] = await runRealism("realism/statistics_season", landedDay(days));
  const retailYear = [500, 500, 500, 600, 700, 700, 600, 600, 500, 500, 500, 750].reduce((sum, month) => sum + month);
  expect(row).toEqual({
    retail_december_over_january: expect.closeTo(750 / 500, 12),
    retail_february: expect.closeTo(500 / (retailYear / 12), 12),
    electronics_december: expect.closeTo(200 / (1300 / 12), 12),
    clothing_december_over_january: expect.closeTo(2.5, 12),
    groceries_december: expect.closeTo(1, 12),
    building_spring_over_winter: expect.closeTo(2, 12),
    gas_summer_over_winter: expect.closeTo(2, 12),
    travel_summer: expect.closeTo(200 / (1050 / 12), 12),
  });
});

it("statistics_tickets: twelve tickets in three categories, two of them standing orders", async () => {
  const ticket = (merchant_category: string, amount: number, ticket_count: number, is_recurring = false) => {
    return { merchant_category, amount, ticket_count, is_recurring };
  };
  const [row] = await runRealism("realism/statistics_tickets", {
    "generator.landed_ticket": [
      // logarithms that lie evenly around their middle: no skewness
      ...[ticket("groceries", 10, 1), ticket("groceries", 20, 2), ticket("groceries", 40, 1)],
      ...[ticket("clothing", 9.99, 1), ticket("clothing", 29.95, 1)],
      // three at -1/4 and one at 3/4 of ln 2 from their mean: third moment 6/64, variance 3/16
      ...[ticket("gas", 10, 3), ticket("gas", 20, 1)],
      ticket("subscriptions", 15.99, 2, true),
    ],
    "generator.landed_repeat": [{ charge_count: 3 }, { charge_count: 1 }, { charge_count: 2 }],
  });
  expect(row).toEqual({
    median_ticket: 15.99, // one of 9.99, four of 10, then this twice
    log_skewness: expect.closeTo((4 / 10) * (6 / 64 / (3 / 16) ** 1.5), 9),
    ninety_nine_share: 1 / 10,
    round_share: 8 / 10,
    exact_repeat_share: 5 / 6,
  });
});
