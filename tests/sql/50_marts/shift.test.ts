// The clock is data: the same purchases some days earlier or later put the same customers into the same segments.
import { expect, it } from "vitest";
import { addDays } from "../../../lib/src/core/dates";
import { randomStream } from "../../../lib/src/core/random";
import { runModel } from "../run-model";

const CUSTOMERS = 80;

function warehouseShiftedBy(days: number) {
  const random = randomStream(42, "shift");
  const at = (date: string) => addDays(date, days);
  const customers = Array.from({ length: CUSTOMERS }, (_, i) => ({
    customer_id: `C${i}`,
    customer_key: i,
    is_current: true,
    version_number: 1,
    credit_limit: 5000,
    account_open_date: at(i % 4 === 0 ? "2025-12-01" : "2020-01-01"),
  }));
  const facts = customers.flatMap(({ customer_id, customer_key }, i) =>
    Array.from({ length: 40 }, () => ({
      customer_id,
      customer_key,
      status: "approved",
      merchant_category_key: random.pick(i % 3 === 0 ? [1, 2, 4] : [4, 5, 6, 12]),
      amount: random.integer(1, 20 * (1 + (i % 30))),
      transaction_date: at(
        addDays(i % 4 === 0 ? "2025-12-01" : "2025-10-01", random.integer(0, i % 5 === 0 ? 100 : 119)),
      ),
    })),
  );
  return {
    "silver.as_of": [{ first_date: at("2024-10-01"), as_of_date: at("2026-04-01") }],
    "gold.dim_customer": customers,
    "gold.fct_transactions": facts,
  };
}

it.each([-61, 1, 37, 365])("%d days", async (days) => {
  const segments = async (shift: number) => {
    const rows = await runModel<Record<string, unknown>>(
      "50_marts/customer_segments",
      warehouseShiftedBy(shift),
      "order by customer_id",
    );
    return rows.map(({ segment_assigned_date, as_of_date, previous_segment, ...row }) => row);
  };
  const before = await segments(0);
  expect(before).toHaveLength(CUSTOMERS);
  expect(new Set(before.map((row) => row.customer_segment)).size).toBeGreaterThan(2);
  expect(await segments(days)).toEqual(before);
});
