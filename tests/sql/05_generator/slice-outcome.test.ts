// What becomes of the purchases of a slice: approved, declined or pending; refunds; the feed's own columns.
import { describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import type { AccountPlan } from "../../../lib/src/generate/behaviour";
import { JANUARY, key, music, oneStore, plan, runGenerator, setting } from "./run-generator";

/** One kind of store under one name, where all is bought at ten o'clock. */
const store = (values: Record<string, unknown>, day_count = 90) => ({
  ...oneStore(values),
  "generator.setting": setting({ day_count }),
  "generator.calibration": [{ factor_micro: 1_000_000 }],
  "generator.hour_slot": Array.from({ length: 1024 }, (_, hour_key) => ({ hour_key, minute_of_day: 600 })),
  "generator.merchant": Array.from({ length: 128 }, (_, slot) => ({ merchant_key: slot, merchant_name: "Store" })),
});

describe("slice_outcome", () => {
  interface Outcome {
    readonly transaction_no: number;
    readonly transaction_second: number;
    readonly posted_date: Date | null;
    readonly cents: number;
    readonly is_refund: boolean;
    readonly is_declined: boolean;
    readonly is_pending: boolean;
    readonly is_disputed: boolean;
    readonly file_order: number;
  }
  const outcomes = (given: ReturnType<typeof store>, values: Partial<AccountPlan> = {}) =>
    runGenerator<Outcome>("05_generator/slice_outcome", {
      ...given,
      ...JANUARY,
      "generator.account_plan": [plan(values)],
    });
  const dayOf = ({ transaction_second }: Outcome) => Math.floor(transaction_second / 86_400);
  const NEW_YEAR = day("2025-01-01").getTime() / 86_400_000;

  it("posts a purchase within the week, and none while it is pending", async () => {
    const rows = await outcomes(store({}, 31));
    const posted = rows.filter((row) => !row.is_pending);
    for (const row of posted) {
      const after_days = row.posted_date!.getTime() / 86_400_000 - dayOf(row);
      expect(after_days >= 0 && after_days <= 5 && row.cents > 0).toBe(true);
    }
    const pending = rows.filter((row) => row.is_pending);
    expect(pending.length).toBeGreaterThan(0);
    expect(pending.every((row) => row.posted_date === null && dayOf(row) >= NEW_YEAR + 25)).toBe(true);
    expect(posted.length + pending.length).toBe(rows.length);
  });

  it("gives back what was bought three to fourteen days before, in full or in part, under a number of its own", async () => {
    const rows = await outcomes(store({ refund_permille: 1000 }));
    const bought = new Map(rows.filter((row) => !row.is_refund).map((row) => [row.transaction_no, row]));
    const refunds = rows.filter((row) => row.is_refund);
    const early = [...bought.values()].filter((row) => dayOf(row) < NEW_YEAR + 31 - 15);
    expect(early.length).toBeGreaterThan(0);
    for (const { transaction_no } of early) {
      expect(refunds.map((row) => row.transaction_no)).toContain(transaction_no + 128);
    }
    for (const refund of refunds) {
      const purchase = bought.get(refund.transaction_no - 128)!;
      const after_days = dayOf(refund) - dayOf(purchase);
      expect(after_days >= 3 && after_days <= 14).toBe(true);
      expect(refund.cents < 0 && refund.cents >= -purchase.cents).toBe(true);
      expect(refund.posted_date!.getTime() / 86_400_000).toBe(dayOf(refund));
    }
    const parts = refunds.filter(({ cents, transaction_no }) => -cents < bought.get(transaction_no - 128)!.cents);
    expect(parts.length > 0 && parts.length < refunds.length).toBe(true);
  });

  it("posts nothing of what is declined, and gives nothing back of it", async () => {
    const rows = await outcomes(store({ refund_permille: 1000 }), { decline_micro: 1_000_000 });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.is_declined && !row.is_refund && row.posted_date === null)).toBe(true);
  });

  it("says one thing of each transaction at most", async () => {
    const rows = await outcomes(store({ refund_permille: 300 }, 31), { decline_micro: 300_000 });
    const said = rows.map((row) => [row.is_refund, row.is_declined, row.is_pending, row.is_disputed].filter(Boolean));
    expect(new Set(said.map(({ length }) => length))).toEqual(new Set([0, 1]));
  });

  it("comes in the order of its file: by the second, for one account", async () => {
    const rows = await outcomes(store({ refund_permille: 500 }));
    const orders = rows.map(({ file_order }) => file_order);
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    const seconds = rows.map(({ transaction_second }) => transaction_second);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
  });
});

it("slice_transaction writes a bill as the feed's columns say", async () => {
  const rows = await runGenerator("05_generator/slice_transaction", {
    ...store({ merchant_category: "subscriptions" }),
    ...music,
    ...JANUARY,
    "generator.account_plan": [plan({ daily_purchases_micro: 0 })],
  });
  // a multiplier scatters the numbers over eleven digits
  const transaction_id = `T${String((BigInt(key(2, 0, 225)) * 61_803_399n) % 99_999_999_977n).padStart(11, "0")}`;
  expect(rows).toMatchObject([
    {
      transaction_id,
      customer_id: "L1",
      amount: 10,
      currency_code: "USD",
      merchant_name: "Music",
      merchant_category: "subscriptions",
      channel: "online",
      is_wallet: false,
      is_recurring: true,
      status: "approved",
    },
  ]);
  // up to six minutes after ten o'clock on a Sunday, so that it posts from Monday to Wednesday
  const [{ transaction_at, posted_date }] = rows as [{ transaction_at: Date; posted_date: Date }];
  expect(transaction_at >= new Date("2025-01-05T10:00:00Z") && transaction_at < new Date("2025-01-05T10:06:00Z")).toBe(
    true,
  );
  expect(posted_date >= day("2025-01-06") && posted_date <= day("2025-01-08")).toBe(true);
});
