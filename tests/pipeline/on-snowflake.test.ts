// The whole way of the data with the warehouse on Snowflake: the real driver against the test server, held against the
// rows that DuckDB makes of the same lake.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reconcileBronze } from "../../lib/src/bronze/reconcile";
import { runCommand } from "../../lib/src/cli/run-command";
import type { Engine } from "../../lib/src/engine/engine";
import { readNotebook } from "../../lib/src/notebook/nbformat";
import { runChecks } from "../../lib/src/pipeline/checks";
import { landCustomers } from "../../lib/src/pipeline/land-customers";
import { openLanded } from "../../lib/src/pipeline/landed";
import { MART_LAYERS, WAREHOUSE_LAYERS } from "../../lib/src/pipeline/lineage";
import { closePlatform, openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { categoryMix } from "../../lib/src/pipeline/realism-shapes";
import { resetTo } from "../../lib/src/pipeline/reset";
import { writeSettings } from "../../lib/src/pipeline/settings";
import { buildMarts, buildTo, landTransactions, loadLake } from "../../lib/src/pipeline/stages";
import { columnsOf } from "../../lib/src/pipeline/table-version";
import { sqlFiles } from "../../lib/src/sql/model";
import { SnowflakeServer } from "../engine/snowflake-server";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
let server: SnowflakeServer;
let platform: Platform;
beforeAll(async () => {
  server = await SnowflakeServer.start();
  Object.assign(process.env, { C360_ENGINE: "snowflake" }, server.environment);
  writeSettings({ customers: 100 });
  platform = openPlatform();
});
afterAll(async () => {
  await closePlatform(platform);
  await server.stop();
});

describe("landing", () => {
  it("needs nothing of the warehouse", async () => {
    expect([platform.db.name, platform.embedded.name]).toEqual(["snowflake", "duckdb"]);
    await landCustomers(platform);
    const files = await landTransactions(platform);
    const landed = await openLanded(platform);
    expect(landed.transactions).toBe(files.reduce((sum, file) => sum + file.rows, 0));
    expect((await categoryMix(platform.embedded)).length).toBeGreaterThan(0);
    expect(server.log).toEqual([]);
  });
});

describe("building", () => {
  const tables = [
    ...["customers", "account_changes", "transactions"].map((feed) => `bronze.${feed}`),
    ...[...WAREHOUSE_LAYERS, ...MART_LAYERS].flatMap((layer) =>
      sqlFiles(layer, "snowflake").flatMap((file) => file.creates),
    ),
  ];
  beforeAll(async () => {
    await buildTo(platform, "marts");
    await buildTo({ ...platform, db: platform.embedded }, "marts");
  });

  it("reconciles every file to the cent", async () => {
    const files = await reconcileBronze(platform.db);
    expect(files).toHaveLength(21);
    expect(files.filter((file) => file.verdict !== "reconciled")).toEqual([]);
  });

  it.each(tables)("makes %s with the rows that DuckDB makes", async (table) => {
    const [there, here] = [await contentOf(platform.db, table), await contentOf(platform.embedded, table)];
    expect(there.columns).toEqual(here.columns);
    expect(there.rows.length).toBe(here.rows.length);
    expect(there.rows.filter((row, i) => row !== here.rows[i]).slice(0, 3)).toEqual([]);
  });

  it.each(["checks", "checks/marts"] as const)("keeps every promise of sql/%s", async (folder) => {
    const results = await runChecks(platform.db, undefined, folder);
    expect(results.length).toBeGreaterThan(8);
    expect(results.filter((result) => result.broken_count > 0)).toEqual([]);
  });

  it("does nothing when asked again", async () => {
    expect((await loadLake(platform)).rows_loaded).toBe(0);
    expect((await buildMarts(platform)).filter((run) => run.is_new)).toEqual([]);
  });

  it("leaves nothing on the stage, and nothing where records wait for the rules", async () => {
    expect(server.database.stages.staged().filter((path) => path.includes("."))).toEqual(["bronze.incoming"]);
    for (const table of ["judgement", "arrived_broken", "arrived_customers", "arrived_transactions"]) {
      const [row] = await platform.db.rows<{ n: number }>({
        name: table,
        sql: `select count(*) as n from bronze.${table}`,
      });
      expect(row).toEqual({ n: 0 });
    }
  });
});

describe("going back", () => {
  it("to any chapter keeps the schemas, and comes to the same content again", async () => {
    const before = await contentOf(platform.db, "gold.dim_customer");
    await resetTo(platform.db, "03");
    expect(await columnsOf(platform.db, "bronze.customers")).toEqual([]);
    await buildTo(platform, "gold");
    expect(await contentOf(platform.db, "gold.dim_customer")).toEqual(before);
    expect(server.log.filter((sql) => /drop schema/.test(sql))).toEqual([]);
  });
});

describe("the chapter on loading", () => {
  it("runs in the real kernel, and keeps its own promises", async () => {
    const output = join(home.path, "executed");
    await runCommand({ only: "03", output }, () => {}, new AbortController().signal);
    const { cells } = readNotebook(join(output, "03_bronze_load.ipynb"));
    const text = JSON.stringify(cells.flatMap((cell) => cell.outputs ?? []));
    expect(text).toContain("✓ every file agrees with its manifest");
    expect(text).not.toContain("✗");
  }, 180_000);
});

/** A table's columns and rows, sorted; of many rows only a fingerprint. When a row was loaded does not count. */
async function contentOf(db: Engine, table: string) {
  const columns = (await columnsOf(db, table)).filter((column) => column !== "_loaded_at");
  const text = columns.map((column) => `coalesce(${column}::varchar, 'null')`).join(", ");
  const [print] = await db.rows<{ row_count: number; fingerprint: string }>({
    name: `fingerprint of ${table}`,
    sql: `select count(*) as row_count, sum(hash(concat_ws('|', ${text}))::hugeint)::varchar as fingerprint from ${table}`,
  });
  if (print!.row_count > 3000) return { columns, rows: [JSON.stringify(print)] };
  const rows = await db.rows<object>({ name: table, sql: `select ${columns.join(", ")} from ${table}` });
  return { columns, rows: rows.map((row) => JSON.stringify(row)).sort() };
}
