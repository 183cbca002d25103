import { expect, it } from "vitest";
import { runModel } from "../run-model";

it("segment_rule holds the numbers by which the five segments were promised", async () => {
  const rows = await runModel<Record<string, unknown>>(
    "50_marts/segment_rule",
    {},
    "order by customer_segment, threshold_name",
  );
  // $1.5K a month and 60 % necessities; down 30 %; $5K a month and 25 % travel; half of 366 days, up 50 %
  expect(rows.map((row) => [row.customer_segment, row.threshold_name, row.threshold_value, row.unit])).toEqual([
    ["Budget-Conscious", "budget_necessities", 0.6, "ratio"],
    ["Budget-Conscious", "budget_spend", 1500, "USD a month"],
    ["Declining", "decline", 0.3, "ratio"],
    ["High-Value Travelers", "traveler_spend", 5000, "USD a month"],
    ["High-Value Travelers", "traveler_travel", 0.25, "ratio"],
    ["New & Growing", "new_growth", 0.5, "ratio"],
    ["New & Growing", "new_tenure", 183, "days"],
  ]);
});
