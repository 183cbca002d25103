// The runner of models on real DuckDB, with a few small models of the test's own.
import { beforeEach, describe, expect, it } from "vitest";
import { prepareBronze } from "../../lib/src/bronze/ledger";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import type { Engine } from "../../lib/src/engine/engine";
import { modelRuns, runFiles } from "../../lib/src/pipeline/run-models";
import { tableVersion } from "../../lib/src/pipeline/table-version";
import { sqlFile } from "../../lib/src/sql/model";

let db: Engine;
const one = (sql: string) => sqlFile("30_gold/one", `create or replace table gold.one as ${sql}`);
const two = sqlFile("30_gold/two", "create or replace table gold.two as select x + 1 as x from gold.one");
const values = async (table: string) =>
  (await db.rows<{ x: number }>({ name: "x", sql: `select x from ${table}` })).map((row) => row.x);

beforeEach(async () => {
  db = openDuckDb({ file: ":memory:" });
  await prepareBronze(db);
});

describe("running models", () => {
  it("enters each in the ledger with its rows and a hash", async () => {
    const runs = await runFiles(db, [two, one("select 1 as x union all select 2")]);
    expect(runs.map(({ model, row_count, is_new }) => ({ model, row_count, is_new }))).toEqual([
      { model: "30_gold/one", row_count: 2, is_new: true },
      { model: "30_gold/two", row_count: 2, is_new: true },
    ]);
    expect((await modelRuns(db)).map((run) => run.content_hash)).toEqual(runs.map((run) => run.content_hash));
  });

  it("makes nothing again that would be the same", async () => {
    await runFiles(db, [one("select 1 as x"), two]);
    const again = await runFiles(db, [one("select 1 as x"), two]);
    expect(again.map((run) => run.is_new)).toEqual([false, false]);
  });

  it("makes what reads a changed table again, but not when its content came out the same", async () => {
    await runFiles(db, [one("select 1 as x"), two]);
    const sameContent = await runFiles(db, [one("select 2 - 1 as x"), two]);
    expect(sameContent.map((run) => run.is_new)).toEqual([true, false]);
    const otherContent = await runFiles(db, [one("select 5 as x"), two]);
    expect(otherContent.map((run) => run.is_new)).toEqual([true, true]);
    expect(await values("gold.two")).toEqual([6]);
  });

  it("makes a table again that somebody dropped", async () => {
    await runFiles(db, [one("select 1 as x")]);
    await db.run({ name: "drop", sql: "drop table gold.one" });
    await runFiles(db, [one("select 1 as x")]);
    expect(await values("gold.one")).toEqual([1]);
  });

  it("keeps the rows of a table that others fill, and makes its readers again when they have changed", async () => {
    const filled = sqlFile("50_marts/one", "create table if not exists gold.one (x integer)");
    await runFiles(db, [filled, two]);
    expect((await runFiles(db, [filled, two])).map((run) => run.is_new)).toEqual([false, false]);
    await db.run({ name: "somebody's rows", sql: "insert into gold.one values (4)" });
    expect((await runFiles(db, [filled, two])).map((run) => run.is_new)).toEqual([true, true]);
    expect([await values("gold.one"), await values("gold.two")]).toEqual([[4], [5]]);
  });

  it("leaves the last good table when a model fails, also half-way through a script", async () => {
    await runFiles(db, [one("select 1 as x")]);
    const script = "create or replace table gold.one (x integer); insert into gold.one select cast('none' as integer)";
    await expect(runFiles(db, [sqlFile("30_gold/one", script)])).rejects.toThrow(
      "30_gold/one.sql failed on duckdb: Conversion Error",
    );
    expect(await values("gold.one")).toEqual([1]);
  });

  it("stops between models when asked", async () => {
    const stop = new AbortController();
    const progress = ({ done }: { done: number }) => done === 1 && stop.abort();
    await expect(runFiles(db, [one("select 1 as x"), two], { progress, signal: stop.signal })).rejects.toThrow(
      /abort/i,
    );
    expect((await modelRuns(db)).map((run) => run.model)).toEqual(["30_gold/one"]);
  });
});

describe("the version of a table", () => {
  it("does not depend on the order of rows, nor on when and whence they were loaded, but on every value and on repetition", async () => {
    const version = async (sql: string) => {
      await db.run({ name: "t", sql: `create or replace table gold.t as ${sql}` });
      return (await tableVersion(db, "gold.t")).content_hash;
    };
    const base = await version("select 1 as a, 'x' as b, now() as _loaded_at union all select 2, 'y', now()");
    expect(await version("select 2 as a, 'y' as b, null as _loaded_at union all select 1, 'x', null")).toBe(base);
    expect(await version("select 2 as a, 'y' as b, null as _loaded_at union all select 1, 'z', null")).not.toBe(base);
    expect(await version("select 1 as a, 'x' as b, 'f' as _source_file union all select 2, 'y', 'g'")).toBe(base);
    const twice = "select 1 as a, 'x' as b, null as _loaded_at union all select 2, 'y', null";
    expect(await version(`${twice} union all ${twice}`)).not.toBe(base);
  });
});
