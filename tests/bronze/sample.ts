// Small books in a lake of their own, and a database in memory: DuckDB, or Snowflake's driver against the test server.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { it } from "vitest";
import { columnNames } from "../../lib/src/bronze/contract";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import type { Engine } from "../../lib/src/engine/engine";
import { openSnowflake } from "../../lib/src/engine/snowflake";
import { type Lake, openLake } from "../../lib/src/lake/lake";
import { type FeedName, type Manifest, makeManifest, manifestPath, manifestText } from "../../lib/src/lake/manifest";
import { SnowflakeServer } from "../engine/snowflake-server";

export type Fields = Readonly<Record<string, string>>;

export interface Scene {
  readonly engine: Engine;
  readonly lake: Lake;
  readonly folder: string;
}

/** A fresh lake and a fresh database. */
export function scene(): Scene {
  const folder = mkdtempSync(join(tmpdir(), "c360-bronze-test-"));
  return { engine: openDuckDb({ file: ":memory:" }), lake: openLake(join(folder, "lake")), folder };
}

/** The engines that have to do alike. */
export const engines = ["duckdb", "snowflake"] as const;

/**
 * The cases to run on an engine: all of them on DuckDB; on Snowflake those whose way there is another, or that stand for
 * others of their kind, because the SQL that judges is the same.
 */
export function casesOn<Case extends readonly [string, ...unknown[]]>(
  on: (typeof engines)[number],
  all: readonly Case[],
  on_snowflake: readonly string[],
): readonly Case[] {
  const chosen = all.filter(([name]) => on_snowflake.includes(name));
  if (chosen.length < on_snowflake.length) throw new Error(`A case is needed for each of ${on_snowflake.join(", ")}`);
  return on === "duckdb" ? all : chosen;
}

/** A case that one engine is enough for: rows are read, judged and reconciled by the same code and SQL on both. */
export const onlyDuckDb = (on: (typeof engines)[number]) => (on === "duckdb" ? it : () => {});

/** A fresh lake and a fresh database on an engine; closing it ends its server, too. */
export async function sceneOn(name: (typeof engines)[number]): Promise<Scene> {
  if (name === "duckdb") return scene();
  const server = await SnowflakeServer.start();
  const engine = openSnowflake({ env: server.environment });
  const close = async () => {
    await engine.close();
    await server.stop();
  };
  return {
    ...scene(),
    engine: {
      name,
      rows: (statement) => engine.rows(statement),
      columns: (statement) => engine.columns(statement),
      run: (statement) => engine.run(statement),
      load: (table, rows) => engine.load(table, rows),
      close,
    },
  };
}

/** A customer that keeps every rule. */
export function customer(n: number, changed: Fields = {}): Fields {
  return {
    customer_id: `L${1000000 + n}`,
    source_system: "legacy",
    first_name: "Ada",
    last_name: "O'Neil-Byron",
    date_of_birth: "1980-12-10",
    email: `ada${n}@example.com`,
    phone: "+1 202 555 0100",
    street_address: "1 Main St, Apt 2",
    city: "Springfield",
    state: "IL",
    postal_code: "62701",
    employment_status: "Employed",
    annual_income: "82000.00",
    card_type: "Rewards",
    credit_limit: "12000.00",
    account_open_date: "2016-05-02",
    migrated_date: "",
    ...changed,
  };
}

/** A change that keeps every rule. */
export function change(n: number, changed: Fields = {}): Fields {
  return {
    change_id: `L${1000000 + n}-1`,
    customer_id: `L${1000000 + n}`,
    change_type: "credit_limit",
    changed_at: "2025-02-01 03:00:00",
    recorded_at: "2025-02-01 03:05:00",
    card_type: "",
    credit_limit: "15000.00",
    street_address: "",
    city: "",
    state: "",
    postal_code: "",
    ...changed,
  };
}

/** A transaction that keeps every rule; the n-th hour of 2025. */
export function transaction(n: number, changed: Fields = {}): Fields {
  const at = new Date(Date.UTC(2025, 0, 1, n)).toISOString();
  return {
    transaction_id: `T${100000 + n}`,
    customer_id: `L${1000000 + (n % 7)}`,
    transaction_at: at.slice(0, 19).replace("T", " "),
    posted_date: at.slice(0, 10),
    amount: `${10 + n}.25`,
    currency_code: "USD",
    merchant_name: "Corner Grocers",
    merchant_category: "groceries",
    channel: "in_person",
    is_wallet: "true",
    is_recurring: "false",
    status: "approved",
    ...changed,
  };
}

export const rowOf = { customers: customer, account_changes: change, transactions: transaction };

/** Rows n = 1 to `count` of a feed. */
export function rows(feed: FeedName, count: number): Fields[] {
  return Array.from({ length: count }, (_, i) => rowOf[feed](i + 1));
}

/** A row as a CSV line without its end. */
export function csvLine(feed: FeedName, row: Fields, columns: readonly string[] = columnNames(feed)): string {
  return columns
    .map((column) => row[column] ?? "")
    .map((text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    .join(",");
}

/** Rows as a whole CSV file. */
export function csv(feed: FeedName, given: readonly Fields[], columns: readonly string[] = columnNames(feed)): string {
  return `${[columns.join(","), ...given.map((row) => csvLine(feed, row, columns))].join("\n")}\n`;
}

/** Lays bytes into the lake without a manifest. */
export function lay({ lake }: Scene, path: string, bytes: string | Buffer): string {
  const file = join(lake.location, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

const PARQUET_TYPES: Readonly<Record<string, string>> = {
  transaction_at: "timestamp",
  posted_date: "date",
  amount: "decimal(12, 2)",
  is_wallet: "boolean",
  is_recurring: "boolean",
};

/** Lays transactions into the lake as Parquet, in the contract's types or in others. */
export async function layParquet(
  stage: Scene,
  path: string,
  given: readonly Fields[],
  types: Readonly<Record<string, string>> = {},
): Promise<void> {
  const columns = columnNames("transactions");
  const cell = (text: string | undefined) => (text ? `'${text}'` : "null");
  const values = given.map((row) => `(${columns.map((column) => cell(row[column])).join(", ")})`);
  const typed = columns.map(
    (column) => `${column}::${types[column] ?? PARQUET_TYPES[column] ?? "varchar"} as ${column}`,
  );
  const file = lay(stage, path, "");
  await writeParquet(
    file,
    `select ${typed.join(", ")} from (values ${values.join(", ")}) as given (${columns.join(", ")})`,
  );
}

/** Writes what a query of DuckDB's answers as a Parquet file. */
export async function writeParquet(file: string, query: string): Promise<void> {
  const writer = openDuckDb({ file: ":memory:" });
  await writer.run({ name: "parquet", sql: `copy (${query}) to '${file}' (format parquet)` });
  await writer.close();
}

/** Lays bytes into the lake with the manifest of an honest sender. */
export async function send(
  scene: Scene,
  path: string,
  bytes: string | Buffer,
  told: Pick<Manifest, "rows" | "amount_sum" | "extract_date">,
): Promise<Manifest> {
  const feed = path.split("/")[0] as FeedName;
  const manifest = await makeManifest(feed, lay(scene, path, bytes), told);
  lay(scene, manifestPath(path), manifestText(manifest));
  return manifest;
}

/** Changes with any row of bronze, its file or its line; not with the clock. */
export async function bronzeHash(engine: Engine): Promise<string> {
  const hashes = [];
  const tables = [
    ["bronze.customers", "_loaded_at"],
    ["bronze.account_changes", "_loaded_at"],
    ["bronze.transactions", "_loaded_at"],
    ["bronze.rejects", "loaded_at"],
    ["observability.loaded_files", "loaded_at"],
  ];
  for (const [table, clock] of tables) {
    const [row] = await engine.rows<{ hash: string; count: number }>({
      name: `hash of ${table}`,
      sql: `select count(*) as count, sum(hash(t)::hugeint)::varchar as hash from (select * exclude (${clock}) from ${table}) as t`,
    });
    hashes.push(`${row!.count}:${row!.hash}`);
  }
  return hashes.join(" ");
}

/** Rule and line of every reject, in the order of files and lines. */
export async function rejects(
  engine: Engine,
): Promise<{ rule_id: string; source_line: number | null; record: string }[]> {
  return engine.rows({
    name: "rejects",
    sql: "select rule_id, source_line, record from bronze.rejects order by source_file, source_line",
  });
}

/** Every file's counts add up, in the ledger and in the tables themselves. */
export async function unconserved(engine: Engine): Promise<object[]> {
  return engine.rows({
    name: "files whose rows do not add up",
    sql: `
      with standing as (
        select _source_file as source_file, count(*) as row_count from bronze.customers group by all
        union all select _source_file, count(*) from bronze.account_changes group by all
        union all select _source_file, count(*) from bronze.transactions group by all
      ),
      aside as (
        select source_file, count(*) as row_count from bronze.rejects where rule_id not like 'file.%' group by all
      )
      select ledger.* from observability.loaded_files as ledger
      left join standing using (source_file) left join aside using (source_file)
      where rows_in_file <> rows_loaded + rows_rejected
        or rows_loaded <> coalesce(standing.row_count, 0)
        or (status = 'loaded' and rows_rejected <> coalesce(aside.row_count, 0))`,
  });
}
