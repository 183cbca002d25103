// What the scorecard measures in people and in accounts, from a few whose shares can be counted by hand.
import { expect, it } from "vitest";
import { runRealism } from "./run-realism";

it("statistics_people: twelve records, three of them of retired people of eighty, the others of forty", async () => {
  const forty = {
    source_system: "acquired",
    employment_status: "Employed",
    card_type: "Standard",
    credit_limit: "5000",
    date_of_birth: "1986-04-01",
    account_open_date: "2020-01-01",
  };
  const eighty = { employment_status: "Retired", date_of_birth: "1946-04-01", card_type: "Premium" };
  const records = [
    { source_system: "legacy", state: "ca" },
    { source_system: "legacy", state: "CA", employment_status: "Self-employed" },
    { source_system: "legacy", state: " TX ", credit_limit: "5250" }, // no step of 500
    { source_system: "legacy", state: "Ohio", credit_limit: "12000" }, // outside the shares of states and of steps
    { state: "OH", ...eighty },
    { state: "OH", ...eighty },
    { state: "IN", ...eighty },
    { state: "KY", employment_status: "Self-employed" },
    { state: "MI", employment_status: "Unemployed" },
    { state: "NY", account_open_date: "2025-10-01" }, // six months before the day after the last
    { state: "PA", account_open_date: "2025-09-30" },
    { state: "WV" }, // the seventh state
  ];
  const [row] = await runRealism("realism/statistics_people", {
    "generator.landed_customers": records.map((record) => ({ ...forty, ...record })),
    "generator.landed_day": [{ transaction_date: "2026-03-31" }],
  });
  expect(row).toEqual({
    mean_age: 50,
    employed_share: 6 / 12,
    self_employed_share: 2 / 12,
    retired_share: 3 / 12,
    unemployed_share: 1 / 12,
    retired_age_gap: 40,
    premium_share: 3 / 12,
    young_share: 1 / 12,
    limit_step_share: 10 / 11,
    california_share: 2 / 3,
    texas_share: 1 / 3,
    home_region_share: 7 / 8,
  });
});

it("statistics_accounts: ten accounts, one faded, one steady and eight used in one month only", async () => {
  const month = (customer_id: string, month_no: number, purchase_count: number, others = {}) => {
    return { customer_id, month_no, purchase_count, attempt_count: purchase_count, declined_count: 0, ...others };
  };
  const [row] = await runRealism("realism/statistics_accounts", {
    "generator.landed_account_month": [
      month("faded", 3, 20, { spend_amount: 40 }),
      month("faded", 10, 16, { attempt_count: 20, declined_count: 4, spend_amount: 0 }),
      month("faded", 15, 5, { spend_amount: 0 }), // less than 30 % of 20
      month("steady", 3, 20, { spend_amount: 600 }),
      month("steady", 10, 18, { attempt_count: 20, declined_count: 2, spend_amount: 0 }),
      month("steady", 15, 20, { spend_amount: 0 }),
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((count) => month(`once ${count}`, 0, count, { spend_amount: 45 })),
    ],
  });
  // of 141 attempts 6 were declined; pairs in the same month: 4 * 3 + 2 of declines, of attempts 5 * 380 + 20 + 168
  expect(row).toEqual({
    median_purchases: 5, // 1 to 8, 41 / 3, 58 / 3: the fifth of ten
    top_tenth_share: 0.6,
    gini: expect.closeTo((9 * 600 - 9 * 40) / 10 / 1000, 12), // the eight in the middle cancel each other
    decline_clustering: expect.closeTo(14 / 2088 / (6 / 141) ** 2, 12),
    declines_before_fades: expect.closeTo(0.2 / 0.1, 12),
  });
});
