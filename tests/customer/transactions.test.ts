// A customer's transactions: narrowed down, by day, by category, in sum.
import { describe, expect, it } from "vitest";
import { CATEGORY_GROUPS } from "../../lib/src/customer/categories";
import {
  categorySpend,
  dailySpend,
  filterTransactions,
  type TransactionFilter,
  transactionSummary,
} from "../../lib/src/customer/transactions";
import { runModel } from "../sql/run-model";
import { transactions } from "./sample";

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
      'needs a list as statuses, got "approved"; write ["approved"]',
    ],
    ["categories that are no list", { categories: 7 }, "needs a list as categories, got 7"],
    ["categories that are nothing", { categories: null }, 'needs a list as categories, got null; write ["..."]'],
    ["a category that is nothing", { categories: [undefined] }, "categories that there are, got undefined"],
    ["a part that does not exist", { status: ["declined"] }, 'has no option "status"; it has from_date, to_date,'],
    ["no filter at all", null, "needs its options as { from_date: ... }, got null"],
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
      refund_count: 1,
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
