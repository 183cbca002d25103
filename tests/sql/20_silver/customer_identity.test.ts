import { expect, it } from "vitest";
import { runModel } from "../run-model";

const record = { customer_id: "L1", first_name: "Ada", last_name: "Byron", date_of_birth: "1980-12-10" };

it.each<[string, object, object]>([
  [
    "names without accents, points and apostrophes",
    { first_name: "José", last_name: "O'Brien" },
    { first_name: "jose", last_name: "obrien" },
  ],
  ["the first of several first names", { first_name: "Mary J" }, { first_name: "mary" }],
  ["the last name without Jr", { last_name: "Byron, Jr." }, { last_name: "byron" }],
  [
    "both halves of a double name",
    { last_name: "Garcia-Miller" },
    { last_name_front: "garcia", last_name_back: "miller" },
  ],
  [
    "one key for day and month in either order",
    { date_of_birth: "1980-10-12" },
    { birth_year: 1980, birth_day_key: 1012 },
  ],
  [
    "one key for a home, however the street is written",
    { street_address: "120 Maple Street Apt. 4", postal_code: "44301" },
    { home_key: "120 mapl 44301" },
  ],
  ["no home without a postal code", { street_address: "120 Maple St" }, { home_key: null }],
])("compares %s", async (_fact, given, expected) => {
  const [row] = await runModel("20_silver/customer_identity", { "silver.customer_record": [{ ...record, ...given }] });
  expect(row).toMatchObject(expected);
});
