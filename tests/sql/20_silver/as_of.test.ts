import { expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

const at = (transaction_at: string) => ({ transaction_id: transaction_at, transaction_at });

it("takes the clock from the data: the first day, and the day after the last", async () => {
  const rows = await runModel("20_silver/as_of", {
    "bronze.transactions": [at("2025-02-28 23:59:59"), at("2024-10-01 00:00:00"), at("2025-01-01 12:00:00")],
  });
  expect(rows).toEqual([{ first_date: day("2024-10-01"), as_of_date: day("2025-03-01") }]);
});

it("knows no day while there are no transactions", async () => {
  expect(await runModel("20_silver/as_of", {})).toEqual([{ first_date: null, as_of_date: null }]);
});
