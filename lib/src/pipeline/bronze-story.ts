// What bronze holds, in the words of its ledger: small answers for the chapter on loading.
import type { Engine } from "../engine/engine";
import type { Lake } from "../lake/lake";
import { type FeedName, isManifest, readManifest } from "../lake/manifest";
import { type TableVersion, tableVersion } from "./table-version";

/** A data file and what its sender says of it. */
export interface LakeEntry {
  readonly file: string;
  readonly rows: number | null;
  readonly bytes: number;
  readonly amount_sum: string | null;
}

/** The data files of the lake, in the order of their paths, with their manifests' word. */
export async function lakeContents(lake: Lake): Promise<LakeEntry[]> {
  const files = (await lake.list("")).filter(({ path }) => !isManifest(path));
  return Promise.all(
    files.map(async ({ path, bytes }) => {
      const manifest = await readManifest(lake, path);
      return { file: path, rows: manifest?.rows ?? null, bytes, amount_sum: manifest?.amount_sum ?? null };
    }),
  );
}

/** A feed as the ledger of files knows it. */
export interface FeedSummary {
  readonly feed: FeedName;
  readonly file_count: number;
  readonly rows_in_files: number;
  readonly rows_loaded: number;
  readonly rows_rejected: number;
  readonly amount_sum: number | string | null;
}

/** One line per feed. */
export function bronzeSummary(db: Engine): Promise<FeedSummary[]> {
  return db.rows<FeedSummary>({
    name: "bronze by feed",
    sql: `select feed, count(*) as file_count, sum(rows_in_file)::bigint as rows_in_files,
              sum(rows_loaded)::bigint as rows_loaded, sum(rows_rejected)::bigint as rows_rejected,
              sum(amount_sum) as amount_sum
          from observability.loaded_files group by feed order by rows_in_files`,
  });
}

/** The lines of a summary by the name of their feed. */
export function byFeed(summary: readonly FeedSummary[]): Record<FeedName, FeedSummary> {
  return Object.fromEntries(summary.map((line) => [line.feed, line])) as Record<FeedName, FeedSummary>;
}

/** Row count and content hash of each bronze table: a full scan, so that nothing can hide. */
export async function bronzeVersions(db: Engine): Promise<Record<FeedName, TableVersion>> {
  return {
    customers: await tableVersion(db, "bronze.customers"),
    account_changes: await tableVersion(db, "bronze.account_changes"),
    transactions: await tableVersion(db, "bronze.transactions"),
  };
}

/** A record that was put aside. */
export interface Reject {
  readonly rule_id: string;
  readonly source_line: number | null;
  readonly detail: string;
}

/** What was put aside of one file, by line. The records themselves stay in bronze.rejects: they may name people. */
export function rejectsOf(db: Engine, source_file: string): Promise<Reject[]> {
  return db.rows<Reject>({
    name: "rejects of a file",
    sql: "select rule_id, source_line, detail from bronze.rejects where source_file = ? order by source_line, rule_id",
    binds: [source_file],
  });
}

/** Transactions a day, for the last `days` days there are. */
export function dailyTransactions(
  db: Engine,
  days: number,
): Promise<{ transaction_date: Date; transaction_count: number }[]> {
  return db.rows({
    name: "transactions a day",
    sql: `select transaction_at::date as transaction_date, count(*) as transaction_count
          from bronze.transactions
          where transaction_at >= (select dateadd('day', 1 - ?::integer, max(transaction_at)::date)::timestamp from bronze.transactions)
          group by 1 order by 1`,
    binds: [days],
  });
}

/** Rows sent and rows loaded per feed, as lanes of a flow chart. */
export async function bronzeFlow(db: Engine) {
  const summary = await bronzeSummary(db);
  return summary.flatMap(({ feed, rows_in_files, rows_loaded, rows_rejected, file_count }) => [
    {
      lane: feed,
      stage: "sent",
      row_count: rows_in_files,
      note: `${file_count} ${file_count === 1 ? "file" : "files"}`,
    },
    { lane: feed, stage: "loaded", row_count: rows_loaded, rejected_count: rows_rejected },
  ]);
}
