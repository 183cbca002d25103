// The whole way of the data at two hundred people, on real DuckDB: what each stage adds, and what repeating it changes.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withdrawFile } from "../../lib/src/bronze/withdraw-file";
import { bronzeSummary, bronzeVersions, byFeed } from "../../lib/src/pipeline/bronze-story";
import { runChecks } from "../../lib/src/pipeline/checks";
import { customerHistory, customerWithLateChange } from "../../lib/src/pipeline/customer-history";
import { deliverExample, EXAMPLE_FILE, withdrawDeliveries } from "../../lib/src/pipeline/deliveries";
import { openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { resetTo } from "../../lib/src/pipeline/reset";
import { modelRuns } from "../../lib/src/pipeline/run-models";
import { writeSettings } from "../../lib/src/pipeline/settings";
import { buildTo, buildWarehouse, landLastDay, loadLake } from "../../lib/src/pipeline/stages";
import { spendByCardThenAndNow } from "../../lib/src/pipeline/warehouse-story";
import { fillHomeTo } from "../built-home";
import { useTemporaryHome } from "../temporary-home";

useTemporaryHome();
let platform: Platform;

beforeAll(async () => {
  await fillHomeTo("gold", 200);
  platform = openPlatform();
});
afterAll(() => platform.db.close());

const rowsOf = async (table: string) => {
  const [row] = await platform.db.rows<{ n: number }>({ name: "count", sql: `select count(*) as n from ${table}` });
  return row!.n;
};

const hashes = async () =>
  Object.fromEntries((await modelRuns(platform.db)).map((run) => [run.table_name, run.content_hash]));

describe("the stages", () => {
  it("end with as many facts as bronze has transactions, and one current row per customer", async () => {
    expect(await rowsOf("gold.fct_transactions")).toBe(await rowsOf("bronze.transactions"));
    expect(await rowsOf("gold.dim_customer where is_current")).toBe(await rowsOf("silver.customer"));
    expect(await rowsOf("gold.dim_date")).toBe(580);
  });

  it("keep every promise", async () => {
    const results = await runChecks(platform.db);
    expect(results.length).toBeGreaterThan(10);
    expect(results.filter((result) => result.broken_count > 0)).toEqual([]);
  });

  it("do nothing when asked again", async () => {
    const runs = await buildWarehouse(platform);
    expect(runs.filter((run) => run.is_new)).toEqual([]);
    const before = await bronzeVersions(platform.db);
    await buildTo(platform, "bronze");
    expect(await bronzeVersions(platform.db)).toEqual(before);
  });

  it("gain exactly the new day in each layer when one more day is dropped into the lake", async () => {
    await withdrawDeliveries(platform);
    await buildWarehouse(platform);
    const layers = ["bronze.transactions", "silver.card_transaction", "gold.fct_transactions"];
    const before = await Promise.all(layers.map(rowsOf));
    const file = await landLastDay(platform);
    await loadLake(platform);
    await buildWarehouse(platform);
    const gained = (await Promise.all(layers.map(rowsOf))).map((rows, i) => rows - before[i]!);
    expect(gained).toEqual([file.rows, file.rows, file.rows]);
    const [asOf] = await platform.db.rows<{ as_of_date: Date }>({
      name: "as of",
      sql: "select as_of_date from silver.as_of",
    });
    expect(asOf!.as_of_date).toEqual(new Date("2026-04-01T00:00:00Z"));
  });

  it("put the ten slips of the example aside, and take all eleven records once they are mended", async () => {
    const before = byFeed(await bronzeSummary(platform.db)).customers;
    await deliverExample(platform, "broken");
    await loadLake(platform);
    const broken = byFeed(await bronzeSummary(platform.db)).customers;
    expect([broken.rows_loaded - before.rows_loaded, broken.rows_rejected - before.rows_rejected]).toEqual([1, 10]);
    await deliverExample(platform, "mended");
    await loadLake(platform);
    const mended = byFeed(await bronzeSummary(platform.db)).customers;
    expect([mended.rows_loaded - before.rows_loaded, mended.rows_rejected]).toEqual([11, before.rows_rejected]);
    await withdrawFile(platform.db, platform.lake, EXAMPLE_FILE);
    expect(byFeed(await bronzeSummary(platform.db)).customers).toEqual(before);
  });

  it("come back to the same content after a reset to chapter 4 or 2; to 3 in on-snowflake.test.ts", async () => {
    await buildTo(platform, "gold");
    const before = await hashes();
    for (const notebook of ["04", "02"]) {
      await resetTo(platform.db, notebook);
      await buildTo(platform, "gold");
      expect(await hashes()).toEqual(before);
    }
  });
});

describe("stories from the warehouse", () => {
  it("tell of a customer whose versions join without a gap", async () => {
    const history = await customerHistory(platform.db, await customerWithLateChange(platform.db));
    expect(history.changes.length).toBeGreaterThan(0);
    history.versions.forEach((version, i) => {
      expect(version.valid_to).toEqual(history.versions[i + 1]?.valid_from ?? null);
    });
  });

  it("move spend between cards without losing any", async () => {
    const spend = await spendByCardThenAndNow(platform.db);
    const total = (field: "then_amount" | "now_amount") => spend.reduce((sum, row) => sum + row[field], 0);
    expect(spend.map((row) => row.card_type)).toEqual(["Premium", "Rewards", "Standard"]);
    expect(total("now_amount")).toBeCloseTo(total("then_amount"), 2);
  });
});

describe("books of another size over those that are there", () => {
  it("leave what a new state folder would hold", async () => {
    const smaller = { ...platform, settings: writeSettings({ customers: 80 }) };
    await buildTo(smaller, "gold");
    const over = await hashes();
    await resetTo(platform.db, "02");
    await buildTo(smaller, "gold");
    expect(await hashes()).toEqual(over);
    expect(await rowsOf("gold.dim_customer where is_current and customer_key <> -1")).toBe(80);
  });
});
