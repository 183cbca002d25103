// Landed purchases counted up, by day, by account and month, by amount, by standing order.
import { describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runRealism } from "./run-realism";

const purchase = {
  customer_id: "L1",
  transaction_at: "2025-01-03 10:00:00", // a Friday
  posted_date: "2025-01-06",
  amount: 10,
  merchant_name: "Store",
  merchant_category: "groceries",
  channel: "in_person",
  is_wallet: false,
  is_recurring: false,
  status: "approved",
};
const given = (changes: readonly object[]) => ({
  "generator.landed_transactions": changes.map((change) => ({ ...purchase, ...change })),
});

it("landed_day counts a day by category, channel and status", async () => {
  const rows = await runRealism(
    "realism/landed_day",
    given([
      {},
      { transaction_at: "2025-01-03 23:59:59", amount: 2.5, is_wallet: true },
      { posted_date: "2025-01-05", amount: 1 }, // a Sunday
      { status: "declined", posted_date: null, amount: 99 },
      { transaction_at: "2025-01-04 00:00:00", channel: "online" },
    ]),
    { orderBy: "order by transaction_date, status" },
  );
  const kind = { merchant_category: "groceries", channel: "in_person", status: "approved" };
  expect(rows).toEqual([
    {
      ...kind,
      transaction_date: day("2025-01-03"),
      transaction_count: 3,
      wallet_count: 1,
      weekend_posted_count: 1,
      amount: 13.5,
    },
    {
      ...kind,
      status: "declined",
      transaction_date: day("2025-01-03"),
      transaction_count: 1,
      wallet_count: 0,
      weekend_posted_count: 0,
      amount: 99,
    },
    {
      ...kind,
      channel: "online",
      transaction_date: day("2025-01-04"),
      transaction_count: 1,
      wallet_count: 0,
      weekend_posted_count: 0,
      amount: 10,
    },
  ]);
});

it("landed_account_month counts months from the first there is, over the turn of a year", async () => {
  const rows = await runRealism(
    "realism/landed_account_month",
    given([
      { transaction_at: "2024-12-31 12:00:00" },
      { customer_id: "L2" },
      { customer_id: "L2", amount: 5 },
      { customer_id: "L2", status: "declined", amount: 70 },
      { customer_id: "L2", status: "refunded", amount: -5 },
    ]),
    { orderBy: "order by customer_id" },
  );
  expect(rows).toEqual([
    { customer_id: "L1", month_no: 0, purchase_count: 1, declined_count: 0, attempt_count: 1, spend_amount: 10 },
    { customer_id: "L2", month_no: 1, purchase_count: 2, declined_count: 1, attempt_count: 3, spend_amount: 15 },
  ]);
});

it("landed_ticket counts each amount to the cent, approved only", async () => {
  const rows = await runRealism(
    "realism/landed_ticket",
    given([{}, { customer_id: "L2" }, { amount: 10.01 }, { is_recurring: true }, { status: "declined" }]),
    { orderBy: "order by is_recurring, amount" },
  );
  const kind = { merchant_category: "groceries", is_recurring: false };
  expect(rows).toEqual([
    { ...kind, amount: 10, ticket_count: 2 },
    { ...kind, amount: 10.01, ticket_count: 1 },
    { ...kind, is_recurring: true, amount: 10, ticket_count: 1 },
  ]);
});

it("landed_repeat counts the charges of a standing order at one price", async () => {
  const charge = { is_recurring: true, merchant_name: "Music" };
  const rows = await runRealism(
    "realism/landed_repeat",
    given([
      charge,
      { ...charge, transaction_at: "2025-02-03 10:00:00" },
      { ...charge, amount: 12 }, // the raised price
      { ...charge, status: "declined" },
      { merchant_name: "Music" },
    ]),
    { orderBy: "order by amount" },
  );
  expect(rows).toEqual([
    { customer_id: "L1", merchant_name: "Music", amount: 10, charge_count: 2 },
    { customer_id: "L1", merchant_name: "Music", amount: 12, charge_count: 1 },
  ]);
});

describe("fading_account", () => {
  /** Eighteen months of purchases, and the declined ones among them by month. */
  const course = (customer_id: string, purchases: readonly number[], declines: Record<number, number> = {}) =>
    purchases.map((purchase_count, month_no) => ({
      customer_id,
      month_no,
      purchase_count,
      declined_count: declines[month_no] ?? 0,
      spend_amount: 20 * purchase_count,
    }));
  const steady = Array(18).fill(25);
  const fading = [...Array(10).fill(25), 20, 15, 10, 5, 2, 1, 0, 0];
  const atTheTurn = { 8: 3, 9: 3, 10: 3 };
  const chosen = async (...courses: object[][]) =>
    (await runRealism("realism/fading_account", { "generator.landed_account_month": courses.flat() })).map(
      (row) => row.customer_id,
    );

  it("is one that fades slowly with its declines around the turn, before one that is steady", async () => {
    expect(await chosen(course("L1", steady), course("L2", fading, atTheTurn))).toEqual(["L2"]);
  });

  it("prefers declines that gather to declines all over the place", async () => {
    const scattered = { ...atTheTurn, 1: 3, 3: 3 };
    expect(await chosen(course("L1", fading, scattered), course("L2", fading, atTheTurn))).toEqual(["L2"]);
  });

  it("is whoever comes nearest in a small book, and nobody without six busy months", async () => {
    expect(await chosen(course("L2", steady), course("L1", steady))).toEqual(["L1"]);
    expect(await chosen(course("L1", steady.slice(0, 5)))).toEqual([]);
  });
});
