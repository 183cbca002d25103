import { describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { sqlFiles } from "../../../lib/src/sql/model";
import { runModel } from "../run-model";

interface Fact {
  transaction_id: string;
  customer_id: string | null;
  customer_key: number;
  date_key: number;
  merchant_category_key: number;
}

const version = { customer_id: "L1", is_current: false };
const given = {
  "silver.customer_xref": [
    { source_customer_id: "L1", customer_id: "L1" },
    { source_customer_id: "R1", customer_id: "L1" },
    { source_customer_id: "L2", customer_id: "L2" },
  ],
  "gold.dim_customer": [
    { ...version, customer_key: 11, version_number: 1, valid_from: "2024-11-01", valid_to: "2025-01-10" },
    { ...version, customer_key: 12, version_number: 2, valid_from: "2025-01-10", valid_to: null },
    { ...version, customer_id: "L2", customer_key: 21, version_number: 1, valid_from: "2020-01-01", valid_to: null },
  ],
};
const purchase = {
  transaction_id: "T1",
  source_customer_id: "R1",
  transaction_at: "2025-01-09 23:59:59",
  transaction_date: "2025-01-09",
  posted_date: "2025-01-11",
  amount: 12.34,
  currency_code: "USD",
  merchant_name: "Corner Cafe",
  merchant_category: "restaurants",
  channel: "in_person",
  is_wallet: true,
  is_recurring: false,
  status: "approved",
};
const facts = (...rows: object[]) =>
  runModel<Fact>(
    "30_gold/fct_transactions",
    { ...given, "silver.card_transaction": rows.map((row) => ({ ...purchase, ...row })) },
    "order by transaction_id",
  );

describe("a fact", () => {
  it("carries keys to who, when and where, and what happened", async () => {
    const { merchant_category, source_customer_id, ...kept } = purchase;
    expect(await facts({})).toEqual([
      {
        ...kept,
        transaction_at: new Date("2025-01-09T23:59:59Z"),
        transaction_date: day("2025-01-09"),
        posted_date: day("2025-01-11"),
        customer_id: "L1",
        customer_key: 11,
        date_key: 20250109,
        merchant_category_key: 4,
      },
    ]);
  });

  it.each<[string, object, Partial<Fact>]>([
    ["the last day of a version", { transaction_date: "2025-01-09" }, { customer_key: 11 }],
    ["the first day of the next", { transaction_date: "2025-01-10" }, { customer_key: 12 }],
    ["long after the last change", { transaction_date: "2026-03-31" }, { customer_key: 12 }],
    ["before the account opened: the first version", { transaction_date: "2024-10-01" }, { customer_key: 11 }],
    ["an account that no book knows", { source_customer_id: "X9" }, { customer_id: null, customer_key: -1 }],
    ["a category that is not listed", { merchant_category: "casino" }, { merchant_category_key: 0 }],
    ["no category at all", { merchant_category: null }, { merchant_category_key: 0 }],
  ])("on %s", async (_fact, row, expected) => expect(await facts(row)).toMatchObject([expected]));

  it("is there once for every row of the feed, whatever its status", async () => {
    const statuses = ["approved", "pending", "declined", "refunded", "disputed"];
    const rows = await facts(...statuses.map((status, i) => ({ transaction_id: `T${i}`, status })), {
      transaction_id: "T9",
      source_customer_id: "L2",
    });
    expect(rows.map((row) => row.transaction_id)).toEqual(["T0", "T1", "T2", "T3", "T4", "T9"]);
    expect(rows.at(-1)?.customer_key).toBe(21);
  });
});

it("is the same select on both engines; only how the table is stored differs", () => {
  const select = (engine: "duckdb" | "snowflake") => {
    const file = sqlFiles("30_gold", engine).find(({ creates }) => creates.includes("gold.fct_transactions"))!;
    return file.sql.slice(file.sql.indexOf("with versions as"));
  };
  expect(select("duckdb")).toBe(select("snowflake"));
});
