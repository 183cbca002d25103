// What every engine promises, as one suite: the notebooks and models see no difference between the two.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SqlError, UnavailableError } from "../../lib/src/core/errors";
import type { Engine } from "../../lib/src/engine/engine";
import type { Bind } from "../../lib/src/sql/statement";
import { loadContract } from "./contract-load";
import { rowsContract } from "./contract-rows";

/** A query that keeps either engine busy for long. */
export const endless = "select sum(a.range * b.range) as total from range(10000000) a, range(10000000) b";

/** The engine under test, and short ways to use it. */
export interface Desk {
  engine(): Engine;
  all<Row = Record<string, unknown>>(sql: string, binds?: readonly Bind[]): Promise<Row[]>;
  run(sql: string): Promise<void>;
}

/** The error that work must end with. */
export const refusal = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.fail("was not refused"),
    (error: Error) => error,
  );

/** Runs the contract against engines made by `open`. */
export function engineContract(open: () => Promise<Engine>): void {
  let db: Engine;
  const desk: Desk = {
    engine: () => db,
    all: <Row>(sql: string, binds: readonly Bind[] = []) => db.rows<Row>({ name: "a query", sql, binds }),
    run: (sql) => db.run({ name: "a script", sql }),
  };
  const { all, run } = desk;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  rowsContract(desk);
  loadContract(desk);

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

  describe("errors", () => {
    it.each([
      ["a table that is not there", "select * from silver.not_there", /not_there/i],
      ["a column that is not there", "select colour from (select 1 as n) t", /colour/i],
      ["a syntax error", "selec 1", /syntax/i],
      ["a value that cannot be converted", "select cast('abc' as integer) as n", /'\*\*\*'/],
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
