// The contract's first half: what goes in as binds and comes out as rows.
import { beforeEach, describe, expect, it } from "vitest";
import { rowsOfColumns } from "../../lib/src/core/columns";
import { InvalidInputError, SqlError } from "../../lib/src/core/errors";
import type { Bind } from "../../lib/src/sql/statement";
import { type Desk, refusal } from "./contract";

/** Keys, values, nulls and binds are the same on every engine. */
export function rowsContract({ all, run, engine }: Desk): void {
  describe("rows", () => {
    it.each([
      ["whole numbers are numbers", "42::integer", 42],
      ["whole numbers up to 2^53", "9007199254740991::bigint", 9007199254740991],
      ["larger whole numbers keep every digit, as text", "9007199254740993::bigint", "9007199254740993"],
      ["so do negative ones", "-9007199254740993::bigint", "-9007199254740993"],
      ["decimals are numbers", "12.50::decimal(12, 2)", 12.5],
      ["a decimal of zero", "0.00::decimal(12, 2)", 0],
      ["decimals beyond 15 digits keep them, as text", "1234567890123456.78::decimal(18, 2)", "1234567890123456.78"],
      [
        "38 digits survive",
        "12345678901234567890123456789012345678::decimal(38, 0)",
        "12345678901234567890123456789012345678",
      ],
      ["floats are numbers", "0.1::double", 0.1],
      ["text stays text", "'Zoë ''n'' 李'", "Zoë 'n' 李"],
      ["empty text is not null", "''", ""],
      ["the word null is text", "'NULL'", "NULL"],
      ["true", "true", true],
      ["false", "false", false],
      ["missing is null", "null::varchar", null],
      ["a missing number too", "null::decimal(12, 2)", null],
      ["a missing day too", "null::date", null],
      ["days are UTC dates", "date '2024-02-29'", new Date("2024-02-29T00:00:00Z")],
      ["days before 1970", "date '1931-05-01'", new Date("1931-05-01T00:00:00Z")],
      ["instants are UTC dates", "timestamp '2025-12-31 23:59:59'", new Date("2025-12-31T23:59:59Z")],
      ["instants keep milliseconds", "timestamp '1969-12-31 23:59:59.250'", new Date("1969-12-31T23:59:59.250Z")],
      ["times are text", "time '09:05:00'", "09:05:00"],
    ])("%s", async (_fact, expression, expected) => {
      const [row] = await all<{ value: unknown }>(`select ${expression} as value`);
      expect(row).toEqual({ value: expected });
      if (expected instanceof Date) expect(Object.getPrototypeOf(row!.value)).toBe(Date.prototype);
    });

    it("spells keys in lower snake case and numbers a repeated one", async () => {
      const rows = await all('select 1 as Customer_ID, 2 as "SEGMENT", 3 as customer_id');
      expect(rows).toEqual([{ customer_id: 1, segment: 2, customer_id_2: 3 }]);
    });

    it("answers an empty list when there are none", async () => {
      expect(await all("select 1 as n where 1 = 0")).toEqual([]);
    });

    it("puts nulls last upwards and first downwards", async () => {
      const values = "(select 1 as n union all select null union all select 2) t";
      const upwards = await all(`select n from ${values} order by n`);
      const downwards = await all(`select n from ${values} order by n desc`);
      expect(upwards.map((row) => row.n)).toEqual([1, 2, null]);
      expect(downwards.map((row) => row.n)).toEqual([null, 2, 1]);
    });

    it("brings many rows, each once and in order", async () => {
      const rows = await all<{ n: number }>("select unnest(range(20000)) as n order by n");
      expect(rows.map((row) => row.n)).toEqual(Array.from({ length: 20000 }, (_, n) => n));
    });

    it("answers the same by columns, also when there are none", async () => {
      const sql =
        "select n as ID, date '2024-02-29' as day, n * 2 as id from (select unnest(range(5000)) as n) order by n";
      const rows = await all(sql);
      const columns = await engine().columns({ name: "columns", sql });
      expect(columns).toEqual({
        id: rows.map((row) => row.id),
        day: rows.map((row) => row.day),
        id_2: rows.map((row) => row.id_2),
      });
      expect(columns.day![4999]).toEqual(new Date("2024-02-29T00:00:00Z"));
      expect(await engine().columns({ name: "none", sql: "select 1 as n where 1 = 0" })).toEqual({ n: [] });
    });

    it("packs floating-point columns, missing ones as NaN, and no others", async () => {
      const sql =
        "select n::double as x, n::decimal(5, 1) as y from (select 1.5 as n union all select null) t order by n";
      const { x, y } = await engine().columns({ name: "packed", sql });
      expect(x).toBeInstanceOf(Float64Array);
      expect([...x!]).toEqual([1.5, Number.NaN]);
      expect(y).toEqual([1.5, null]);
      expect(rowsOfColumns({ x: x!, y: y! })[1]).toEqual({ x: null, y: null });
      const none = await engine().columns({ name: "none", sql: "select 1::double as x where 1 = 0" });
      expect(none.x).toEqual(new Float64Array(0));
    });

    it("takes trouble in a late row for trouble, not for the end", async () => {
      const late = "case when range = 250000 then cast('x' || range as integer) else 1 end";
      const error = await refusal(all(`select ${late} as n from range(300000)`));
      expect(error).toBeInstanceOf(SqlError);
      expect(String((error.cause as Error).message)).toMatch(/x250000/);
    });
  });

  describe("a question that is asked again", () => {
    const sql = "select * from silver.t where id = ?";
    const ask = (...binds: Bind[]) => engine().rows({ name: "asked again", sql, binds, is_repeated: true });
    beforeEach(async () => {
      await run("create or replace table silver.t (id integer, name varchar)");
      await run("insert into silver.t values (1, 'a'), (2, 'b'), (3, null)");
    });

    it("takes other values each time, also of another kind", async () => {
      for (const id of [1, 2, 1, 3]) expect(await ask(id)).toMatchObject([{ id }]);
      expect(await ask("2")).toEqual([{ id: 2, name: "b" }]);
      expect(await ask(null)).toEqual([]);
      expect(await ask(2)).toEqual([{ id: 2, name: "b" }]);
    });

    it("is refused when a value is missing, and not answered with the last one", async () => {
      await ask(1);
      await ask(2);
      expect(await refusal(ask())).toBeInstanceOf(SqlError);
      expect(await ask(2)).toEqual([{ id: 2, name: "b" }]);
    });

    it("sees what has changed meanwhile: rows, columns, a table that is gone and one that is back", async () => {
      for (let time = 0; time < 3; time++) expect(await ask(1)).toEqual([{ id: 1, name: "a" }]);
      await run("insert into silver.t values (1, 'c')");
      expect(await ask(1)).toHaveLength(2);
      await run("create or replace table silver.t (id integer, amount decimal(12, 2))");
      await run("insert into silver.t values (1, 12.5)");
      expect(await ask(1)).toEqual([{ id: 1, amount: 12.5 }]);
      await run("drop table silver.t");
      expect(await refusal(ask(1))).toBeInstanceOf(SqlError);
      expect(await refusal(ask(1))).toBeInstanceOf(SqlError);
      await run("create or replace table silver.t (id integer)");
      expect(await ask(1)).toEqual([]);
    });

    it("is refused each time when a value does not fit, and answered when it does again", async () => {
      for (let time = 0; time < 3; time++) expect(await refusal(ask("x"))).toBeInstanceOf(SqlError);
      expect(await ask(1)).toEqual([{ id: 1, name: "a" }]);
    });

    it("is refused when a value is missing, and not answered with the last one", async () => {
      await ask(1);
      await ask(2);
      expect(await refusal(ask())).toBeInstanceOf(SqlError);
      expect(await ask(2)).toEqual([{ id: 2, name: "b" }]);
    });
  });

  describe("binds", () => {
    const hostile = "'; drop table silver.t; -- \\ \" ? :1 \n {x}";
    it.each([
      ["text", "x"],
      ["text that tries to be SQL", hostile],
      ["empty text", ""],
      ["whole numbers", 3_000_000_000],
      ["fractions", -0.25],
      ["booleans", true],
      ["null", null],
    ])("%s comes back as it went", async (_what, value) => {
      expect(await all("select ? as value, ? as other", [value, "after"])).toEqual([{ value, other: "after" }]);
    });

    it.each([
      ["undefined", undefined],
      ["not a number", Number.NaN],
      ["a date", new Date(0)],
    ])("%s is refused", async (_what, value) => {
      const error = await refusal(all("select ? as value", [value as Bind]));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toMatch(
        /^a query needs text, finite numbers, booleans or nulls as binds, got .+ as number 1$/,
      );
    });
  });
}
