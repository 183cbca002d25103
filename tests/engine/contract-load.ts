// The contract on loading: each row as it is, or nothing at all.
import { beforeEach, describe, expect, it } from "vitest";
import { InvalidInputError, SqlError } from "../../lib/src/core/errors";
import { type Desk, refusal } from "./contract";

/** Rows are stored as they are, or the load leaves nothing behind. */
export function loadContract({ engine, all, run }: Desk): void {
  describe("load", () => {
    const columns =
      "id integer, note varchar, amount decimal(12, 2), score double, is_open boolean, opened_date date, seen_at timestamp, big bigint";
    beforeEach(() => run(`create or replace table bronze.loaded (${columns})`));
    const loaded = () => all("select * from bronze.loaded order by id");

    it("writes rows by column name, whatever the order, and missing fields as null", async () => {
      const rows = [
        { note: 'a "quoted", text;\nin two lines \\', id: 1, amount: "1234567890.05", score: 0.1, is_open: true },
        { id: 2, opened_date: "2024-02-29", seen_at: "2025-03-09 02:30:00", big: "9007199254740993", amount: -0.5 },
        {
          id: 3,
          note: "",
          opened_date: new Date("1950-01-01"),
          seen_at: new Date("2025-01-01T00:00:00.5Z"),
          is_open: false,
        },
        { id: 4, note: "\\N", amount: undefined, score: null },
      ];
      expect(await engine().load("bronze.loaded", rows)).toBe(4);
      const nothing = {
        note: null,
        amount: null,
        score: null,
        is_open: null,
        opened_date: null,
        seen_at: null,
        big: null,
      };
      expect(await loaded()).toEqual([
        { ...nothing, ...rows[0], amount: 1234567890.05 },
        {
          ...nothing,
          id: 2,
          amount: -0.5,
          opened_date: new Date("2024-02-29"),
          seen_at: new Date("2025-03-09T02:30:00Z"),
          big: "9007199254740993",
        },
        { ...nothing, ...rows[2] },
        { ...nothing, id: 4, note: "\\N" },
      ]);
    });

    it("appends, in more than one chunk", async () => {
      const rows = Array.from({ length: 5000 }, (_, i) => ({ id: i, note: `row ${i}` }));
      expect(await engine().load("bronze.loaded", rows)).toBe(5000);
      expect(await engine().load("bronze.loaded", rows.slice(0, 1))).toBe(1);
      expect(await all("select count(*) as n, sum(id) as total from bronze.loaded")).toEqual([
        { n: 5001, total: 12497500 },
      ]);
    });

    it("writes nothing for no rows", async () => {
      expect(await engine().load("bronze.loaded", [])).toBe(0);
      expect(await loaded()).toEqual([]);
    });

    it.each([
      [
        "an unknown column",
        { id: 2, colour: "red" },
        /needs fields among its columns id, note, .*, got "colour" in row 2$/,
      ],
      ["a word for a number", { id: "two" }, /needs a whole number that fits for id, got "two" in row 2$/],
      [
        "an amount too large",
        { id: 2, amount: 10_000_000_000 },
        /needs a decimal that fits .* for amount, got 10000000000 in/,
      ],
      ["a fraction for a whole number", { id: 1.5 }, /for id, got 1.5 in row 2$/],
      [
        "cents that would be lost",
        { id: 2, amount: "1.005" },
        /without losing digits for amount, got "1.005" in row 2$/,
      ],
      ["a word for a truth", { id: 2, is_open: "maybe" }, /needs true or false for is_open, got "maybe" in row 2$/],
      ["a word for a float", { id: 2, score: "high" }, /needs a number for score, got "high" in row 2$/],
      ["a day the calendar lacks", { id: 2, opened_date: "2025-02-29" }, /for opened_date, got "2025-02-29" in row 2$/],
      ["an instant without form", { id: 2, seen_at: "yesterday" }, /for seen_at, got "yesterday" in row 2$/],
    ])("%s leaves nothing behind", async (_what, bad, message) => {
      const error = await refusal(engine().load("bronze.loaded", [{ id: 1, note: "good" }, bad]));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toMatch(message);
      expect(await loaded()).toEqual([]);
    });

    it("leaves nothing behind when the table itself refuses a row", async () => {
      await run("create or replace table bronze.strict (id integer not null, note varchar)");
      const error = await refusal(engine().load("bronze.strict", [{ id: 1 }, { note: "no id" }]));
      expect(error).toBeInstanceOf(SqlError);
      expect(error.message).toMatch(/^load bronze\.strict failed on \w+: .*null/i);
      expect(await all("select count(*) as n from bronze.strict")).toEqual([{ n: 0 }]);
    });

    it("names a table that is not there", async () => {
      const error = await refusal(engine().load("bronze.nowhere", [{ id: 1 }]));
      expect(error.message).toMatch(/^load bronze\.nowhere failed on \w+: .*nowhere/i);
    });
  });
}
