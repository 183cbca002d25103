// What a customer bought, and gave back, in each span: the sums and amounts that windows, history and metrics are made of.
import { expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { sqlFiles, timesRead } from "../../../lib/src/sql/model";
import { runModel } from "../run-model";

const TRAVEL = 1;
const OTHER = 4;
const NECESSITY = 5;

it("customer_activity sums purchases and refunds by span, apart, with travel and necessities of each", async () => {
  const fact = { customer_id: "C1", customer_key: 1, status: "approved", merchant_category_key: OTHER };
  const facts = [
    { transaction_date: "2026-02-01", amount: 1 },
    { transaction_date: "2026-02-27", amount: 2, merchant_category_key: TRAVEL },
    { transaction_date: "2026-02-28", amount: 4, merchant_category_key: NECESSITY },
    { transaction_date: "2026-03-01", amount: 8 },
    ...["declined", "pending", "disputed"].map((status) => ({ transaction_date: "2026-02-01", amount: 99, status })),
    { transaction_date: "2026-02-02", amount: -16, status: "refunded" },
    { transaction_date: "2026-02-20", amount: -32, status: "refunded", merchant_category_key: TRAVEL },
    { transaction_date: "2026-03-31", amount: -64, status: "refunded", merchant_category_key: NECESSITY },
    { transaction_date: "2026-03-02", amount: 128, customer_id: "C2", customer_key: 2 },
    { transaction_date: "2026-02-01", amount: 99, customer_id: null, customer_key: -1 },
  ];
  const rows = await runModel<{ amounts: string }>(
    "50_marts/customer_activity",
    {
      "silver.as_of": [{ first_date: "2026-02-01", as_of_date: "2026-04-01" }],
      "gold.activity_span": [
        { span_start: "2026-02-01", span_end: "2026-03-01" },
        { span_start: "2026-03-01", span_end: "2026-04-01" },
      ],
      "gold.fct_transactions": facts.map((values) => ({ ...fact, ...values })),
    },
    "order by customer_id, span_start, status",
  );
  const february = { customer_id: "C1", span_start: day("2026-02-01") };
  const march = { customer_id: "C1", span_start: day("2026-03-01") };
  expect(rows.map((row) => ({ ...row, amounts: JSON.parse(row.amounts).map(Number) }))).toEqual([
    {
      ...february,
      status: "approved",
      transaction_count: 3,
      amount: 7,
      travel_amount: 2,
      necessities_amount: 4,
      first_transaction_date: day("2026-02-01"),
      last_transaction_date: day("2026-02-28"),
      amounts: [1, 2, 4],
    },
    {
      ...february,
      status: "refunded",
      transaction_count: 2,
      amount: -48,
      travel_amount: -32,
      necessities_amount: 0,
      first_transaction_date: day("2026-02-02"),
      last_transaction_date: day("2026-02-20"),
      amounts: [-32, -16],
    },
    {
      ...march,
      status: "approved",
      transaction_count: 1,
      amount: 8,
      travel_amount: 0,
      necessities_amount: 0,
      first_transaction_date: day("2026-03-01"),
      last_transaction_date: day("2026-03-01"),
      amounts: [8],
    },
    {
      ...march,
      status: "refunded",
      transaction_count: 1,
      amount: -64,
      travel_amount: 0,
      necessities_amount: -64,
      first_transaction_date: day("2026-03-31"),
      last_transaction_date: day("2026-03-31"),
      amounts: [-64],
    },
    {
      ...march,
      customer_id: "C2",
      status: "approved",
      transaction_count: 1,
      amount: 128,
      travel_amount: 0,
      necessities_amount: 0,
      first_transaction_date: day("2026-03-02"),
      last_transaction_date: day("2026-03-02"),
      amounts: [128],
    },
  ]);
});

it("customer_activity adds up purchases and refunds, each for itself, and nothing else", async () => {
  const fact = { customer_id: "C1", customer_key: 1, status: "approved", merchant_category_key: NECESSITY };
  const facts = [
    { transaction_date: "2026-03-10", amount: 40, merchant_category_key: TRAVEL },
    { transaction_date: "2026-03-12", amount: 10.5 },
    { transaction_date: "2026-03-11", amount: -4, status: "refunded" },
    { transaction_date: "2026-03-11", amount: 900, status: "disputed" },
    { transaction_date: "2026-03-11", amount: 900, status: "declined" },
    { transaction_date: "2026-03-11", amount: 900, status: "pending" },
    { transaction_date: "2026-03-11", amount: 900, customer_key: -1 },
    { transaction_date: "2026-02-01", amount: -7, status: "refunded" }, // in a span without a purchase
  ].map((change) => ({ ...fact, ...change }));
  const given = {
    "silver.as_of": [{ first_date: "2024-10-01", as_of_date: "2026-04-01" }],
    "gold.fct_transactions": facts,
  };
  const rows = await runModel("50_marts/customer_activity", given, "order by first_transaction_date");
  expect(rows.map(({ customer_id: _id, span_start: _start, amounts: _a, ...row }) => Object.values(row))).toEqual([
    ["refunded", 1, -7, 0, -7, day("2026-02-01"), day("2026-02-01")],
    ["approved", 2, 50.5, 40, 10.5, day("2026-03-10"), day("2026-03-12")],
    ["refunded", 1, -4, 0, -4, day("2026-03-11"), day("2026-03-11")],
  ]);
});

it("customer_activity is the one pass over the facts that all marts are made from", () => {
  const passes = sqlFiles("50_marts", "duckdb").map(
    (file) => [file.name, timesRead(file, "gold.fct_transactions")] as const,
  );
  expect(passes.filter(([, times]) => times > 0)).toEqual([["50_marts/customer_activity", 1]]);
});
