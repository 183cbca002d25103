// What every engine promises, as one suite: the notebooks and models see no difference between the two.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { InvalidInputError, SqlError, UnavailableError } from "../../lib/src/core/errors";
import type { Engine } from "../../lib/src/engine/engine";
import type { Bind } from "../../lib/src/sql/statement";

/** A query that keeps either engine busy for long. */
export const endless = "select sum(a.range * b.range) as total from range(10000000) a, range(10000000) b";

/** Runs the contract against engines made by `open`. */
export function engineContract(open: () => Promise<Engine>): void {
  let db: Engine;
  const all = <Row = Record<string, unknown>>(sql: string, binds: readonly Bind[] = []) =>
    db.rows<Row>({ name: "a query", sql, binds });
  const run = (sql: string) => db.run({ name: "a script", sql });
  const refusal = (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => expect.fail("was not refused"),
      (error: Error) => error,
    );

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

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

  describe("run", () => {
    beforeEach(() => run("create or replace table silver.t (id integer, name varchar)"));

    it("runs a script of several statements, past comments and quoted semicolons", async () => {
      await run("insert into silver.t values (1, 'a;b'); -- one; more\ninsert into silver.t values (2, 'c');\n");
      expect(await all("select * from silver.t order by id")).toEqual([
        { id: 1, name: "a;b" },
        { id: 2, name: "c" },
      ]);
    });

    it("changes nothing when a later statement of a script fails, and works on", async () => {
      const error = await refusal(run("insert into silver.t values (1, 'a'); insert into silver.missing values (2)"));
      expect(error).toBeInstanceOf(SqlError);
      expect(await all("select count(*) as n from silver.t")).toEqual([{ n: 0 }]);
      await run("insert into silver.t values (3, 'c')");
      expect(await all("select count(*) as n from silver.t")).toEqual([{ n: 1 }]);
    });

    it("replaces a table in one step: a failing replacement leaves the old one", async () => {
      await run("insert into silver.t values (1, 'a')");
      await refusal(run("create or replace table silver.t as select cast(name as integer) as id from silver.t"));
      expect(await all("select name from silver.t")).toEqual([{ name: "a" }]);
    });

    it("takes binds", async () => {
      await db.run({ name: "insert", sql: "insert into silver.t values (?, ?)", binds: [7, "x'y"] });
      expect(await all("select * from silver.t")).toEqual([{ id: 7, name: "x'y" }]);
    });
  });

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
      expect(await db.load("bronze.loaded", rows)).toBe(4);
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
      expect(await db.load("bronze.loaded", rows)).toBe(5000);
      expect(await db.load("bronze.loaded", rows.slice(0, 1))).toBe(1);
      expect(await all("select count(*) as n, sum(id) as total from bronze.loaded")).toEqual([
        { n: 5001, total: 12497500 },
      ]);
    });

    it("writes nothing for no rows", async () => {
      expect(await db.load("bronze.loaded", [])).toBe(0);
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
      const error = await refusal(db.load("bronze.loaded", [{ id: 1, note: "good" }, bad]));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toMatch(message);
      expect(await loaded()).toEqual([]);
    });

    it("leaves nothing behind when the table itself refuses a row", async () => {
      await run("create or replace table bronze.strict (id integer not null, note varchar)");
      const error = await refusal(db.load("bronze.strict", [{ id: 1 }, { note: "no id" }]));
      expect(error).toBeInstanceOf(SqlError);
      expect(error.message).toMatch(/^load bronze\.strict failed on \w+: .+/);
      expect(await all("select count(*) as n from bronze.strict")).toEqual([{ n: 0 }]);
    });

    it("names a table that is not there", async () => {
      const error = await refusal(db.load("bronze.nowhere", [{ id: 1 }]));
      expect(error.message).toMatch(/^load bronze\.nowhere failed on \w+: .*nowhere/i);
    });
  });

  describe("errors", () => {
    it.each([
      ["a table that is not there", "select * from silver.not_there", /not_there/i],
      ["a column that is not there", "select colour from (select 1 as n) t", /colour/i],
      ["a syntax error", "selec 1", /syntax/i],
      ["a value that cannot be converted", "select cast('abc' as integer) as n", /abc/],
    ])("%s is one line that names statement, engine and trouble", async (_what, sql, trouble) => {
      const error = await refusal(db.rows({ name: "the question", sql }));
      expect(error).toBeInstanceOf(SqlError);
      expect(error.message).toMatch(new RegExp(`^the question failed on ${db.name}: .+`));
      expect(error.message).toMatch(trouble);
      expect(error.message).not.toContain("\n");
    });
  });

  describe("stopping", () => {
    it("stops a query that is cancelled, soon, and works on", async () => {
      const controller = new AbortController();
      const started = Date.now();
      setTimeout(() => controller.abort(), 200);
      const error = await refusal(db.rows({ name: "the long one", sql: endless, signal: controller.signal }));
      expect(error.name).toBe("AbortError");
      expect(error.message).toBe("the long one was cancelled");
      expect(Date.now() - started).toBeLessThan(5000);
      expect(await all("select 1 as n")).toEqual([{ n: 1 }]);
    });

    it("does not begin what is cancelled already", async () => {
      const statement = { name: "late", sql: "create table silver.late (n integer)", signal: AbortSignal.abort() };
      expect((await refusal(db.run(statement))).name).toBe("AbortError");
      expect((await refusal(all("select * from silver.late"))).message).toMatch(/late/i);
    });

    it("stops a query whose time is over, and rolls a script back", async () => {
      await run("create or replace table silver.t (total double)");
      const sql = `insert into silver.t values (1); insert into silver.t ${endless}`;
      const error = await refusal(db.run({ name: "the slow script", sql, timeout_seconds: 1 }));
      expect(error).toBeInstanceOf(UnavailableError);
      expect(error.message).toBe("the slow script took longer than its 1 s and was stopped");
      expect(await all("select count(*) as n from silver.t")).toEqual([{ n: 0 }]);
    });
  });

  describe("close", () => {
    it("can be called twice, and refuses what comes after in one line", async () => {
      const own = await open();
      expect(await own.rows({ name: "before", sql: "select 1 as n" })).toEqual([{ n: 1 }]);
      await own.close();
      await own.close();
      const error = await refusal(own.rows({ name: "after", sql: "select 1 as n" }));
      expect(error).toBeInstanceOf(UnavailableError);
      expect(error.message).toBe("after needs an open engine; this one was closed");
    });

    it("lets a running statement end first", async () => {
      const own = await open();
      const running = own.rows({ name: "running", sql: "select count(*) as n from range(5000000)" });
      await own.close();
      expect(await running).toEqual([{ n: 5000000 }]);
    });
  });
}
