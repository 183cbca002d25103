// A file's rows, its rejects and its line in the ledger come together, in one transaction, or not at all.
import type { Engine } from "../engine/engine";
import type { FeedName, Manifest } from "../lake/manifest";
import { literal } from "../sql/statement";
import { columnNames, contract } from "./contract";
import type { FileFacts } from "./file-facts";
import { judgementSql, keptRecords, tidySql } from "./judging";
import type { Refusal } from "./refusal";
import { stagingSql, unstagingSql } from "./rules";
import { recordsInPlace } from "./stage-parquet";
import type { StagedFile, StagedOrigin } from "./staged-file";

export interface Arrival {
  readonly source_file: string;
  readonly feed: FeedName;
  readonly facts: FileFacts;
  readonly manifest?: Manifest | undefined;
  /** Wall clock, "YYYY-MM-DD HH:MM:SS.mmm". */
  readonly loaded_at: string;
  /** Whether the ledger knows the file already, so that its old rows have to go. */
  readonly is_known: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** This moment, as bronze stamps it. */
export function wallClock(): string {
  return new Date().toISOString().replace("T", " ").replace("Z", "");
}

/** What the records of an arrival carry with them. The sender's word on the last day goes before ours. */
export function originOf({ feed, source_file, loaded_at, manifest }: Arrival): StagedOrigin {
  const latest_date = manifest?.extract_date ?? (feed === "transactions" ? null : "books");
  return { source_file, loaded_at, latest_date };
}

/** Loads a staged file, in place of what was loaded under the same path before. */
export async function acceptFile(engine: Engine, arrival: Arrival, staged: StagedFile): Promise<void> {
  await engine.run({
    name: `load ${arrival.source_file}`,
    sql: acceptSql(engine, arrival, staged),
    ...(arrival.signal && { signal: arrival.signal }),
  });
}

/** Loads files that keep every rule, are read in place and are not known yet: all in one transaction. */
export async function acceptProvenFiles(
  engine: Engine,
  files: readonly { readonly arrival: Arrival; readonly staged: StagedFile }[],
): Promise<void> {
  const [first, last] = [files[0]!.arrival, files.at(-1)!.arrival];
  const records = recordsInPlace(files.map(({ staged }) => staged.in_place!)).join(" union all ");
  await engine.run({
    name: files.length === 1 ? `load ${first.source_file}` : `load ${first.source_file} to ${last.source_file}`,
    sql: [
      insertSql(first.feed, `(${records}) as records`),
      ...files.map(({ arrival, staged }) => provenLine(arrival, staged)),
    ].join("\n"),
    ...(first.signal && { signal: first.signal }),
  });
}

/** The statements that load a staged file, in place of what was loaded under the same path before. */
export function acceptSql(engine: Engine, arrival: Arrival, staged: StagedFile): string {
  return staged.proven ? provenSql(engine, arrival, staged) : judgedSql(engine, arrival, staged);
}

/** Records a file that is not let in: one reject for the file, one line in the ledger. */
export async function refuseFile(engine: Engine, arrival: Arrival, { rule_id, detail }: Refusal): Promise<void> {
  const { source_file, feed, manifest, loaded_at } = arrival;
  const rows = manifest?.rows ?? 0;
  const status = rule_id === "file.duplicate" ? "duplicate" : "refused";
  const reject = [feed, rule_id, detail, source_file, null, null, loaded_at].map(literal).join(", ");
  await engine.run({
    name: `refuse ${source_file}`,
    sql: [
      forget(arrival),
      `insert into bronze.rejects select ${reject};`,
      ledgerSql(arrival, {
        in_file: String(rows),
        loaded: "0",
        rejected: String(rows),
        sum: "null",
        lost: "null",
        status,
      }),
    ].join("\n"),
    ...(arrival.signal && { signal: arrival.signal }),
  });
}

/** Statements that take a file's rows, rejects and ledger line out. */
export function forgetSql(feed: FeedName, source_file: string): string {
  const where = `= ${literal(source_file)}`;
  return [
    `delete from bronze.${feed} where _source_file ${where};`,
    `delete from bronze.rejects where source_file ${where};`,
    `delete from observability.loaded_files where source_file ${where};`,
  ].join("\n");
}

function forget({ is_known, feed, source_file }: Arrival): string {
  return is_known ? forgetSql(feed, source_file) : "";
}

/** The rules were tried before and all kept: rows go straight from the file into the table. */
function provenSql(engine: Engine, arrival: Arrival, staged: StagedFile): string {
  const { feed } = staged;
  return [
    stagingSql(engine, staged),
    forget(arrival),
    insertSql(feed, `bronze.staged_${feed}`),
    provenLine(arrival, staged),
    unstagingSql(feed),
  ].join("\n");
}

function provenLine(arrival: Arrival, { rows_in_file, proven }: StagedFile): string {
  const rows = String(rows_in_file);
  return ledgerSql(arrival, {
    in_file: rows,
    loaded: rows,
    rejected: "0",
    sum: literal(proven!.amount_sum),
    lost: "0",
    status: "loaded",
  });
}

function judgedSql(engine: Engine, arrival: Arrival, staged: StagedFile): string {
  const { feed, rows_in_file, broken } = staged;
  const { source_file, loaded_at } = arrival;
  const of = (what: string, where: string) => `(select ${what} from bronze.judgement where ${where})`;
  const brokenRows = broken?.rows ?? 0;
  return [
    stagingSql(engine, staged),
    forget(arrival),
    judgementSql(engine, feed),
    insertSql(feed, keptRecords(engine, feed)),
    `insert into bronze.rejects
       select ${literal(feed)}, rule_id, rule_text, _source_file, _source_line, _record, _loaded_at
       from bronze.judgement join ${ruleTexts()} as rules on judgement.rule_id = rules.id;`,
    broken
      ? `insert into bronze.rejects select ${literal(feed)}, rule_id, detail, ${literal(source_file)}, source_line::bigint, raw,
           ${literal(loaded_at)}::timestamp from ${broken.source} as record;`
      : "",
    ledgerSql(arrival, {
      in_file: String(rows_in_file),
      loaded: of("count(*)", "rule_id is null"),
      rejected: of(`count(*) + ${brokenRows}`, "rule_id is not null"),
      sum: of("coalesce(sum(_amount), 0)", "rule_id is null"),
      lost: of("coalesce(sum(_amount), 0)", "rule_id is not null"),
      status: "loaded",
    }),
    tidySql(engine, feed),
  ].join("\n");
}

/** Appends staged records to the feed's table. */
export function insertSql(feed: FeedName, from: string): string {
  const columns = [...columnNames(feed), "_source_file", "_source_line", "_loaded_at"].join(", ");
  return `insert into bronze.${feed} (${columns}) select ${columns} from ${from};`;
}

interface LedgerLine {
  readonly in_file: string;
  readonly loaded: string;
  readonly rejected: string;
  readonly sum: string;
  readonly lost: string;
  readonly status: string;
}

function ledgerSql({ source_file, feed, facts, manifest, loaded_at }: Arrival, line: LedgerLine): string {
  const told = [manifest?.rows ?? null, manifest?.amount_sum ?? null].map(literal).join(", ");
  const known = [source_file, feed, facts.sha256, facts.bytes].map(literal).join(", ");
  return (
    `insert into observability.loaded_files select ${known}, ${line.in_file}, ${line.loaded}, ${line.rejected}, ` +
    `${line.sum}, ${line.lost}, ${told}, ${literal(loaded_at)}, ${literal(line.status)};`
  );
}

/** The rules' ids and texts as a table. */
export function ruleTexts(): string {
  const rows = contract.rules.map((rule) => `(${literal(rule.id)}, ${literal(rule.text)})`);
  return `(select * from (values ${rows.join(", ")}) as told (id, rule_text))`;
}
