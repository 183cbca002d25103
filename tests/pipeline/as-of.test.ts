// Days counted back from the last day of the data.
import { expect, it } from "vitest";
import { addDays } from "../../lib/src/core/dates";
import { InvalidInputError } from "../../lib/src/core/errors";
import { daysBeforeAsOf } from "../../lib/src/pipeline/as-of";
import { buildWarehouse } from "../sql/warehouse";

async function dayOf(days: unknown, first_date = "2024-10-01"): Promise<string> {
  const db = await buildWarehouse({ "silver.as_of": [{ first_date, as_of_date: "2026-04-01" }] }, []);
  try {
    return await daysBeforeAsOf(db, days as number);
  } finally {
    await db.close();
  }
}

it.each([
  ["the day itself", 0, "2024-10-01", "2026-04-01"],
  ["a year and a day before", 366, "2024-10-01", "2025-03-31"],
  ["the earliest with data before it", 546, "2024-10-01", "2024-10-02"],
  ["the middle of books that have no year", 366, "2026-01-01", addDays("2026-04-01", -45)],
])("is %s", async (_fact, days, first_date, day) => expect(await dayOf(days, first_date)).toBe(day));

it.each<[unknown, string]>([
  [Number.NaN, "NaN"],
  [undefined, "undefined"],
  [1e9, "1000000000"],
  [547, "547"],
  [-1, "-1"],
  [1.5, "1.5"],
  ["30", '"30"'],
])("is no day for %s", async (days, got) => {
  const error = await dayOf(days).catch((caught: Error) => caught);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect((error as Error).message).toBe(`daysBeforeAsOf needs a whole number of days from 0 to 546, got ${got}`);
});
