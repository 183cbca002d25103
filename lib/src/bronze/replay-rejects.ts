// Rejected records once more: after a rule was put right, or with the records mended.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isoDay } from "../core/dates";
import type { Engine } from "../engine/engine";
import type { Lake } from "../lake/lake";
import { type FeedName, readManifest } from "../lake/manifest";
import { wallClock } from "./accept-file";
import { columnNames, contract, feedNames } from "./contract";
import { readHeader } from "./csv-header";
import { isBroken, MOST_KEPT, RecordReader } from "./csv-records";
import { lastDayOfBooks } from "./latest-date";
import { prepareBronze } from "./ledger";
import { csvLine } from "./normalise-csv";
import { isRefusal } from "./refusal";
import { replaySql } from "./replay-sql";
import { openStager } from "./stager";

/** A rejected record: its columns as text, null when empty. */
export type RejectedRecord = Readonly<Record<string, string | null>>;

/** Where a rejected record came from, and why it was put aside. */
export interface RejectOrigin {
  readonly feed: FeedName;
  readonly rule_id: string;
  readonly source_file: string;
  readonly source_line: number;
}

export interface ReplayOptions {
  /** Only this feed. */
  readonly feed?: FeedName;
  /** Only rejects of this rule. */
  readonly rule_id?: string;
  /** Puts a record right before it is tried; the record as it is when nothing needs mending. */
  readonly mend?: (record: RejectedRecord, origin: RejectOrigin) => RejectedRecord;
}

export interface ReplayReport {
  readonly tried: number;
  /** Now in bronze, and no longer among the rejects. */
  readonly mended: number;
  readonly still_broken: number;
}

/**
 * Tries rejected records again from what was stored of them. Those that now keep every rule move into bronze, under
 * the file and line they came from; the others stay, under the first rule they break now. So do those whose bytes could
 * not be stored as they were, and refused files: drop the corrected file into the lake under the same name. Each feed is
 * one transaction.
 */
export async function replayRejects(engine: Engine, lake: Lake, options: ReplayOptions = {}): Promise<ReplayReport> {
  await prepareBronze(engine);
  let [tried, mended] = [0, 0];
  for (const feed of feedNames.filter((name) => !options.feed || name === options.feed)) {
    const rejects = await rejectsOf(engine, feed, options.rule_id);
    tried += rejects.length;
    const candidates = await candidatesOf(lake, feed, rejects, options);
    if (candidates.length === 0) continue;
    mended += await replay(engine, lake, feed, candidates);
  }
  return { tried, mended, still_broken: tried - mended };
}

interface Candidate extends RejectOrigin {
  readonly record: RejectedRecord;
  /** The amount as it was counted when the record was put aside. */
  readonly old_amount: string | null;
}

interface RejectRow extends RejectOrigin {
  readonly record: string;
}

/** Of these the text that was stored is not what stood in the file: not UTF-8, or too long to be kept. */
const NOT_AS_SENT = ["csv.encoding", "csv.too_long"];

function rejectsOf(engine: Engine, feed: FeedName, rule_id?: string): Promise<RejectRow[]> {
  return engine.rows<RejectRow>({
    name: `rejects of ${feed}`,
    sql: `select feed, rule_id, source_file, source_line, record from bronze.rejects
          where feed = ? and record is not null and (? is null or rule_id = ?) order by source_file, source_line`,
    binds: [feed, rule_id ?? null, rule_id ?? null],
  });
}

/** The rejects that can be read as records by now. */
async function candidatesOf(
  lake: Lake,
  feed: FeedName,
  rejects: readonly RejectRow[],
  { mend = (record) => record }: ReplayOptions,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const amount = contract.feeds[feed].amount;
  for (const { record: text, ...origin } of rejects) {
    const isRaw = origin.rule_id.startsWith("csv.");
    if (isRaw && (NOT_AS_SENT.includes(origin.rule_id) || Buffer.byteLength(text) >= MOST_KEPT)) continue;
    const record = isRaw ? await parsed(lake, origin, text) : (JSON.parse(text) as RejectedRecord);
    if (!record) continue;
    const old_amount = isRaw || !amount ? null : (record[amount] ?? null);
    candidates.push({ ...origin, record: mend(record, origin), old_amount });
  }
  return candidates;
}

/** A raw line cut into columns in the order of its file's header, when that is possible by now. */
async function parsed(
  lake: Lake,
  { feed, source_file }: RejectOrigin,
  text: string,
): Promise<RejectedRecord | undefined> {
  const header = await readHeader(feed, await lake.fetch(source_file));
  if (isRefusal(header)) return undefined;
  const reader = new RecordReader(header.columns.length);
  const lines = text.split("\n").map((line, i) => ({ number: i + 1, bytes: Buffer.from(line) }));
  const records = [...reader.read(lines), ...reader.end()];
  const record = records[0];
  if (records.length !== 1 || !record || isBroken(record)) return undefined;
  return Object.fromEntries(header.columns.map((column, i) => [column, record.fields[i] || null]));
}

async function replay(engine: Engine, lake: Lake, feed: FeedName, candidates: readonly Candidate[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "c360-replay-"));
  const stager = openStager(engine, lake);
  try {
    const file = join(folder, "records.csv");
    const days = await latestDays(engine, lake, feed, candidates);
    const lines = candidates.map(({ record, source_file, source_line, old_amount }) =>
      csvLine([
        ...columnNames(feed).map((column) => record[column] ?? ""),
        source_file,
        String(source_line),
        days.get(source_file) ?? "",
        old_amount ?? "",
      ]),
    );
    await writeFile(file, lines.join(""));
    const before = await rejectCount(engine, feed);
    const replayed = await stager.again(feed, file, wallClock(), folder);
    await engine.run({ name: `replay rejects of ${feed}`, sql: replaySql(engine, feed, replayed) });
    return before - (await rejectCount(engine, feed));
  } finally {
    await stager.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function latestDays(engine: Engine, lake: Lake, feed: FeedName, candidates: readonly Candidate[]) {
  const [books] = await engine.rows<{ last_day: Date | null }>({
    name: "last day of the books",
    sql: `select ${lastDayOfBooks} as last_day`,
  });
  const ofBooks = feed === "transactions" || !books?.last_day ? null : isoDay(books.last_day);
  const files = [...new Set(candidates.map((candidate) => candidate.source_file))];
  const told = files.map(async (file) => {
    const manifest = await readManifest(lake, file).catch(() => undefined);
    return [file, manifest?.extract_date ?? ofBooks] as const;
  });
  return new Map(await Promise.all(told));
}

async function rejectCount(engine: Engine, feed: FeedName): Promise<number> {
  const [row] = await engine.rows<{ count: number }>({
    name: "count of rejects",
    sql: "select count(*) as count from bronze.rejects where feed = ?",
    binds: [feed],
  });
  return row!.count;
}
