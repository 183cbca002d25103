// Lands the generated transactions in the lake: one file per month, each with its manifest.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { daysBetween } from "../core/dates";
import { UnavailableError } from "../core/errors";
import { type Progress, silent } from "../core/progress";
import type { Engine } from "../engine/engine";
import { FIRST_DATE } from "../generate/period";
import type { Lake } from "../lake/lake";
import { makeManifest, putWithManifest, readManifest } from "../lake/manifest";
import { literal } from "../sql/statement";
import { LAST_DAY, type TransactionSlice, transactionSlices } from "./transaction-slices";

export interface LandOptions {
  /** First day to land, YYYY-MM-DD; the start of a month, or the last day of the period. */
  readonly from_date: string;
  /** The day after the last one to land. */
  readonly to_date: string;
  /** What `prepareGenerator` answered: files in the lake that were made from the same are left as they are. */
  readonly made_from: string;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** One file in the lake. */
export interface LandedFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly amount_sum: string;
  /** False when the file was there already and is made from the same plans, settings and SQL. */
  readonly is_new: boolean;
}

/**
 * Makes the transactions of `[from_date, to_date)` and puts them into the lake, a month at a time, so that memory does
 * not grow with the period. The period's last day is a file of its own. A run that was stopped goes on where it was:
 * finished files are known by their manifest.
 *
 * @returns every file of the span, in the order of days
 * @throws InvalidInputError when the span is empty, leaves the period, or cuts a month
 * @throws UnavailableError on an engine that does not write local files; `platform.embedded` does
 */
export async function landTransactions(engine: Engine, lake: Lake, options: LandOptions): Promise<LandedFile[]> {
  const { from_date, to_date, made_from, progress = silent, signal } = options;
  if (engine.name !== "duckdb") {
    throw new UnavailableError(
      `Transactions are landed by the embedded engine, got ${engine.name}; hand over platform.embedded`,
    );
  }
  const slices = transactionSlices(from_date, to_date);
  const there = new Map((await lake.list("transactions")).map(({ path, bytes }) => [path, bytes]));
  const landed: Promise<LandedFile>[] = [];
  let landing: Promise<unknown> = Promise.resolve();
  const folder = await mkdtemp(join(tmpdir(), "c360-transactions-"));
  try {
    for (const [index, slice] of slices.entries()) {
      progress({ task: "transactions", done: index, total: slices.length });
      signal?.throwIfAborted();
      const known = there.has(slice.path) && (await alreadyLanded(lake, slice, there.get(slice.path)!, made_from));
      if (known) {
        landed.push(Promise.resolve(known));
        continue;
      }
      const made = await makeSlice(engine, slice, join(folder, `${index}.parquet`));
      await landing; // the checksum of a file is taken, and the file put, while the next one is made
      landed.push(land(lake, slice, made, made_from));
      landing = landed.at(-1)!;
      landing.catch(() => {}); // awaited above, or at the end
    }
    const files = await Promise.all(landed);
    progress({ task: "transactions", done: slices.length, total: slices.length });
    return files;
  } finally {
    await Promise.allSettled(landed);
    await rm(folder, { recursive: true, force: true });
  }
}

async function alreadyLanded(
  lake: Lake,
  { path }: TransactionSlice,
  bytes: number,
  made_from: string,
): Promise<LandedFile | undefined> {
  const manifest = await readManifest(lake, path).catch(() => undefined);
  if (manifest?.made_from !== made_from || manifest.bytes !== bytes) return undefined;
  return { path, rows: manifest.rows, bytes: manifest.bytes, amount_sum: manifest.amount_sum!, is_new: false };
}

/** A slice as a local file, not yet in the lake. */
interface MadeSlice {
  readonly file: string;
  readonly rows: number;
  readonly amount_sum: string;
}

async function makeSlice(engine: Engine, slice: TransactionSlice, file: string): Promise<MadeSlice> {
  await chooseSlice(engine, slice);
  await engine.run({
    name: `generate ${slice.path}`,
    // account by account, as a card processor cuts its month: the same rows make the same bytes, and a customer's rows
    // lie side by side, which halves the time of a sum per customer. The view comes in that order
    sql: `copy (select * exclude (file_order) from generator.slice_transaction)
          to ${literal(file)} (format parquet, compression zstd, compression_level 1, dictionary_size_limit 2000)`,
  });
  const [total] = await engine.rows<{ row_count: number; amount_sum: string }>({
    name: `sum of ${slice.path}`,
    sql: `select count(*) as row_count, coalesce(sum(amount), 0)::decimal(18, 2)::varchar as amount_sum
          from read_parquet(${literal(file)})`,
  });
  return { file, rows: total!.row_count, amount_sum: total!.amount_sum };
}

/** Puts a slice into the lake with its manifest; the local file goes. */
async function land(lake: Lake, { path }: TransactionSlice, made: MadeSlice, made_from: string): Promise<LandedFile> {
  const { file, rows, amount_sum } = made;
  const told = { rows, amount_sum, extract_date: LAST_DAY, file: basename(path), made_from };
  const manifest = await makeManifest("transactions", file, told);
  await putWithManifest(lake, path, file, manifest);
  await rm(file);
  return { path, rows, bytes: manifest.bytes, amount_sum, is_new: true };
}

/** Tells the generator's views which days are wanted; it is data, not text in the SQL. */
async function chooseSlice(engine: Engine, { from_date, to_date }: TransactionSlice): Promise<void> {
  const days = [daysBetween(FIRST_DATE, from_date), daysBetween(FIRST_DATE, to_date)];
  await engine.run({
    name: "choose the generator's slice",
    sql: `create or replace table generator.slice as select ${days[0]}::bigint as from_day, ${days[1]}::bigint as to_day`,
  });
}
