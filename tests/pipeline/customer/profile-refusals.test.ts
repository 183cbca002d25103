// What a profile cannot be made of: ids, days and options that are none, each named in one line.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isoDay } from "../../../lib/src/core/dates";
import { InvalidInputError } from "../../../lib/src/core/errors";
import { customerProfile } from "../../../lib/src/pipeline/customer/customer-profile";
import { someCustomers } from "../../../lib/src/pipeline/customer/customer-stories";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { fillHomeTo } from "../../built-home";
import { useTemporaryHome } from "../../temporary-home";

useTemporaryHome();
let platform: Platform;
let somebody: string;

beforeAll(async () => {
  await fillHomeTo("marts", 200);
  platform = openPlatform();
  somebody = (await someCustomers(platform.db, 1))[0]!;
}, 120_000);
afterAll(() => platform.db.close());

describe("a refusal", () => {
  it.each([
    ["an id that nobody has", "nobody", undefined, 'got "nobody"; searchCustomers finds ids'],
    ["SQL for an id", "' or 1=1 --", undefined, 'got "\' or 1=1 --"'],
    ["a book for an id", "x".repeat(10_240), undefined, `got "${"x".repeat(40)}…"`],
    ["a day that is none", undefined, "2025-02-30", 'got "2025-02-30"'],
    ["a day before the data", undefined, "2024-10-01", "after 2024-10-01 and up to 2026-04-01, got 2024-10-01"],
    ["a day to come", undefined, "2026-04-02", "up to 2026-04-01, got 2026-04-02"],
  ])("names %s", async (_fact, id, as_of, words) => {
    const error = await customerProfile(platform.db, id ?? somebody, as_of ? { as_of } : {}).catch(
      (caught: Error) => caught,
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toContain(words);
    expect((error as Error).message).not.toContain("\n");
  });

  it.each<[string, unknown, string]>([
    ["an option that does not exist", { asOf: "2025-02-01" }, 'has no option "asOf"; it has as_of, with_backtest'],
    ["a day where the options go", "2025-02-01", 'needs its options as { as_of: ... }, got "2025-02-01"'],
    ["no options at all", null, "needs its options as { as_of: ... }, got null"],
  ])("names %s", async (_fact, options, words) => {
    const error = await customerProfile(platform.db, somebody, options as object).catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toContain(`customerProfile ${words}`);
  });

  it("names the day on which the account was opened when that is later", async () => {
    const [row] = await platform.db.rows<{ customer_id: string; account_open_date: Date }>({
      name: "newest",
      sql: "select customer_id, account_open_date from gold.customer_360_profile order by account_open_date desc limit 1",
    });
    const opened = isoDay(row!.account_open_date);
    await expect(customerProfile(platform.db, row!.customer_id, { as_of: opened })).rejects.toThrow(
      `became a customer on ${opened}`,
    );
  });

  it("or an answer comes of any id", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (id) => {
        await expect(customerProfile(platform.db, id)).rejects.toBeInstanceOf(InvalidInputError);
      }),
      { numRuns: 30 },
    );
  });
});
