// What a customer bought in each span: the sums that windows, history and metrics are made of.
import { expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

const TRAVEL = 1;
const OTHER = 4;
const NECESSITY = 5;

it("customer_activity sums approved purchases by span, travel and necessities apart", async () => {
  const fact = { customer_id: "C1", customer_key: 1, status: "approved", merchant_category_key: OTHER };
  const facts = [
    { transaction_date: "2026-02-01", amount: 1 },
    { transaction_date: "2026-02-27", amount: 2, merchant_category_key: TRAVEL },
    { transaction_date: "2026-02-28", amount: 4, merchant_category_key: NECESSITY },
    { transaction_date: "2026-03-01", amount: 8 },
    ...["declined", "pending", "disputed"].map((status) => ({ transaction_date: "2026-02-01", amount: 99, status })),
    { transaction_date: "2026-02-02", amount: -99, status: "refunded" },
    { transaction_date: "2026-02-01", amount: 99, customer_id: null, customer_key: -1 },
  ];
  const rows = await runModel(
    "50_marts/customer_activity",
    {
      "silver.as_of": [{ first_date: "2026-02-01", as_of_date: "2026-04-01" }],
      "gold.activity_span": [
        { span_start: "2026-02-01", span_end: "2026-03-01" },
        { span_start: "2026-03-01", span_end: "2026-04-01" },
      ],
      "gold.fct_transactions": facts.map((values) => ({ ...fact, ...values })),
    },
    "order by span_start",
  );
  expect(rows).toMatchObject([
    {
      customer_id: "C1",
      span_start: day("2026-02-01"),
      transaction_count: 3,
      spend_amount: 7,
      travel_amount: 2,
      necessities_amount: 4,
      first_transaction_date: day("2026-02-01"),
      last_transaction_date: day("2026-02-28"),
    },
    { customer_id: "C1", span_start: day("2026-03-01"), transaction_count: 1, spend_amount: 8, travel_amount: 0 },
  ]);
});
