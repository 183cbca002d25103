import { expect, it } from "vitest";
import { runModel } from "../run-model";

interface Category {
  merchant_category_key: number;
  merchant_category: string;
  category_group: string;
  is_discretionary: boolean;
  is_necessity: boolean;
  is_travel: boolean;
}

it("lists the 16 codes of the contract and one for the rest, with what people cut first", async () => {
  const rows = await runModel<Category>("30_gold/dim_merchant_category", {}, "order by merchant_category_key");
  expect(rows.map((row) => row.merchant_category_key)).toEqual(Array.from({ length: 17 }, (_, i) => i));
  const codes = (which: (row: Category) => boolean) => rows.filter(which).map((row) => row.merchant_category);
  expect(codes((row) => row.is_travel)).toEqual(["airlines", "hotels", "car_rental"]);
  expect(codes((row) => row.is_necessity)).toEqual(["groceries", "gas", "transit", "health", "utilities"]);
  expect(codes((row) => !row.is_discretionary && !row.is_necessity)).toEqual(["other", "education"]);
  expect(codes((row) => row.is_discretionary).length).toBe(10);
});
