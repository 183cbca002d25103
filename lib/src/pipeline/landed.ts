// What has landed, ready to be asked: views over the lake's own files, and small tables that count them up.
import { type Progress, silent } from "../core/progress";
import type { Engine } from "../engine/engine";
import { FIRST_DATE } from "../generate/period";
import type { Lake } from "../lake/lake";
import { readManifest } from "../lake/manifest";
import { sqlFiles } from "../sql/model";
import { literal } from "../sql/statement";
import type { Platform } from "./platform";
import { shortHash } from "./table-version";
import { LAST_DAY, transactionSlices } from "./transaction-slices";

/** Where the generated books lie in the lake. */
export const CUSTOMERS_FILE = "customers/customers.csv";

/** What has landed, in numbers. */
export interface Landed {
  readonly transaction_files: number;
  readonly transactions: number;
  readonly records: number;
  readonly first_day: Date;
  readonly last_day: Date;
}

/**
 * Makes generator.landed_customers and generator.landed_transactions in the embedded database, views over the files
 * that have landed, and the tables of sql/realism that count them up in one pass each. Files that were counted before
 * are not counted again. The period's last day, which arrives later, stays out whether it has landed or not.
 *
 * @throws UnavailableError when a month or the customers file is not in the lake
 */
export async function openLanded({ embedded: db, lake }: Platform, progress: Progress = silent): Promise<Landed> {
  const summaries = sqlFiles("realism", db.name).filter((file) => file.creates.length > 0);
  const paths = transactionSlices(FIRST_DATE, LAST_DAY).map((slice) => slice.path);
  const views = await viewsOfFiles(lake, paths);
  const count_records = "select count(*) as records from generator.landed_customers";
  const made_from = shortHash(
    ...views,
    count_records,
    ...summaries.map((file) => file.sql),
    ...(await versionsOf(lake, [CUSTOMERS_FILE, ...paths])),
  );
  if ((await countedBefore(db)) !== made_from) {
    for (const sql of views) await db.run({ name: "view of what has landed", sql });
    for (const [index, file] of summaries.entries()) {
      progress({ task: "counting", done: index, total: summaries.length });
      await db.run({ name: `${file.name}.sql`, sql: file.sql });
    }
    await db.run({
      name: "note what was counted",
      sql: `create or replace table generator.landed_version as
            select ${literal(made_from)} as made_from, counted.records from (${count_records}) as counted`,
    });
  }
  progress({ task: "counting", done: summaries.length, total: summaries.length });
  const [totals] = await db.rows<Omit<Landed, "transaction_files">>({
    name: "what has landed",
    sql: `select sum(transaction_count)::bigint as transactions,
              (select records from generator.landed_version) as records,
              min(transaction_date) as first_day, max(transaction_date) as last_day
          from generator.landed_day`,
  });
  return { transaction_files: paths.length, ...totals! };
}

/** DuckDB reads the files where they lie; from a bucket they are fetched once. Customers stay text, as they came. */
async function viewsOfFiles(lake: Lake, paths: readonly string[]): Promise<string[]> {
  const files = await Promise.all(paths.map((path) => lake.fetch(path)));
  const customers = literal(await lake.fetch(CUSTOMERS_FILE));
  return [
    `create or replace view generator.landed_transactions as
     select * from read_parquet([${files.map(literal).join(", ")}])`,
    `create or replace view generator.landed_customers as
     select * from read_csv(${customers}, header = true, all_varchar = true)`,
  ];
}

/** What each file is: its size, and the checksum its sender gave. */
async function versionsOf(lake: Lake, paths: readonly string[]): Promise<string[]> {
  const sizes = new Map((await lake.list("")).map(({ path, bytes }) => [path, bytes]));
  return Promise.all(
    paths.map(async (path) => `${path} ${sizes.get(path)} ${(await readManifest(lake, path))?.sha256}`),
  );
}

async function countedBefore(db: Engine): Promise<string | undefined> {
  const [there] = await db.rows<{ tables: number }>({
    name: "look for generator.landed_version",
    sql: `select count(*) as tables from information_schema.tables
          where lower(table_schema) = 'generator' and lower(table_name) = 'landed_version'`,
  });
  if (there!.tables === 0) return undefined;
  const [row] = await db.rows<{ made_from: string }>({
    name: "read generator.landed_version",
    sql: "select made_from from generator.landed_version",
  });
  return row?.made_from;
}
