// Parquet files that keep every rule wait for one another and come in together; the outcome is as if each came alone.
import { afterEach, beforeEach, expect, it } from "vitest";
import { type LoadedFile, loadedFiles, prepareBronze } from "../../lib/src/bronze/ledger";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import type { Engine } from "../../lib/src/engine/engine";
import { type Fields, layParquet, type Scene, scene, transaction } from "./sample";

let stage: Scene;
beforeEach(() => {
  stage = scene();
});
afterEach(() => stage.engine.close());

const parquet = (name: string, given: readonly Fields[]) => layParquet(stage, `transactions/${name}.parquet`, given);
const hours = (from: number, count: number) => Array.from({ length: count }, (_, i) => transaction(from + i));
const ledger = async (): Promise<Map<string, LoadedFile>> =>
  new Map((await loadedFiles(stage.engine)).map((line) => [line.source_file.slice("transactions/".length), line]));

/** The same engine, with a note of every statement that is run. */
function listening(engine: Engine): { engine: Engine; ran: string[] } {
  const ran: string[] = [];
  const proxy = new Proxy(engine, {
    get: (target, key: keyof Engine) =>
      key === "run"
        ? (statement: { name: string }) => {
            ran.push(statement.name);
            return target.run(statement as never);
          }
        : typeof target[key] === "function"
          ? (target[key] as () => unknown).bind(target)
          : target[key],
  });
  return { engine: proxy, ran };
}

it("eight files apart in time come in by two statements, each with its line in the ledger", async () => {
  for (let month = 1; month <= 8; month++) await parquet(`t${month}`, hours(month * 100, 10));
  const { engine, ran } = listening(stage.engine);
  const report = await loadBronze(engine, stage.lake);
  expect(report.rows_loaded).toBe(80);
  expect(ran.filter((name) => name.startsWith("load transactions/"))).toEqual([
    "load transactions/t1.parquet to transactions/t6.parquet",
    "load transactions/t7.parquet to transactions/t8.parquet",
  ]);
  const lines = await ledger();
  expect(lines.get("t3.parquet")).toMatchObject({ rows_loaded: 10, rows_rejected: 0, status: "loaded" });
  const [origin] = await stage.engine.rows<{ first: number; last: number; files: number }>({
    name: "origins",
    sql: `select min(_source_line) as first, max(_source_line) as last, count(distinct _source_file) as files
      from bronze.transactions`,
  });
  expect(origin).toEqual({ first: 1, last: 10, files: 8 });
});

it("a file that repeats the keys of one that waits is judged against it", async () => {
  await parquet("a", hours(100, 10));
  await parquet("b", [...hours(105, 5), ...hours(200, 3)]);
  await parquet("c", hours(300, 10));
  await loadBronze(stage.engine, stage.lake);
  const lines = await ledger();
  expect(lines.get("a.parquet")).toMatchObject({ rows_loaded: 10, rows_rejected: 0 });
  expect(lines.get("b.parquet")).toMatchObject({ rows_loaded: 3, rows_rejected: 5 });
  expect(lines.get("c.parquet")).toMatchObject({ rows_loaded: 10, rows_rejected: 0 });
});

it("the same bytes under a second name are put aside while the first ones wait", async () => {
  await parquet("a", hours(100, 10));
  await parquet("b", hours(100, 10));
  const report = await loadBronze(stage.engine, stage.lake);
  expect(report.files.map((file) => file.outcome)).toEqual(["loaded", "duplicate"]);
});

it("when another notebook loads one of them first, the others still come in, and none twice", async () => {
  for (let month = 1; month <= 3; month++) await parquet(`t${month}`, hours(month * 100, 10));
  await prepareBronze(stage.engine);
  let isFirst = true;
  const overtaken = new Proxy(stage.engine, {
    get: (target, key: keyof Engine) => {
      if (key !== "run")
        return typeof target[key] === "function" ? (target[key] as () => unknown).bind(target) : target[key];
      return async (statement: { name: string }) => {
        if (isFirst && statement.name.startsWith("load transactions/")) {
          isFirst = false;
          await loadBronze(target, stage.lake, { feeds: ["transactions"] });
        }
        return target.run(statement as never);
      };
    },
  });
  const report = await loadBronze(overtaken, stage.lake);
  expect(report.files.map((file) => file.outcome)).toEqual(["loaded", "loaded", "loaded"]);
  const [count] = await stage.engine.rows<{ n: number }>({
    name: "n",
    sql: "select count(*) as n from bronze.transactions",
  });
  expect(count!.n).toBe(30);
});

it("files of different types come in together, and no cent and no part of a second is lost to the first one's types", async () => {
  const rough = { amount: "decimal(10, 0)", transaction_at: "timestamp_s" };
  const fine = { transaction_at: "timestamp", amount: "decimal(12, 2)" };
  await layParquet(stage, "transactions/a.parquet", [transaction(100, { amount: "12" })], rough);
  await layParquet(
    stage,
    "transactions/b.parquet",
    [transaction(200, { amount: "34.56", transaction_at: "2025-01-09 08:00:00.25" })],
    fine,
  );
  await layParquet(stage, "transactions/c.parquet", [transaction(300, { amount: "78" })], rough);
  const { engine, ran } = listening(stage.engine);
  await loadBronze(engine, stage.lake);
  expect(ran).toContain("load transactions/a.parquet to transactions/c.parquet");
  const rows = await stage.engine.rows({
    name: "what came in",
    sql: `select _source_file, amount, date_part('millisecond', transaction_at)::integer as milliseconds
          from bronze.transactions order by _source_file`,
  });
  expect(rows).toEqual([
    { _source_file: "transactions/a.parquet", amount: 12, milliseconds: 0 },
    { _source_file: "transactions/b.parquet", amount: 34.56, milliseconds: 250 },
    { _source_file: "transactions/c.parquet", amount: 78, milliseconds: 0 },
  ]);
});
