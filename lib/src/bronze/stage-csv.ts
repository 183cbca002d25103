// CSV to staged records. A clean file is read by DuckDB as it is; any other goes the careful way.
import type { Engine } from "../engine/engine";
import type { FeedName } from "../lake/manifest";
import { literal } from "../sql/statement";
import { columnNames } from "./contract";
import { readHeader } from "./csv-header";
import type { FileFacts } from "./file-facts";
import { normaliseCsv } from "./normalise-csv";
import { isRefusal, type Refusal } from "./refusal";
import { originColumns, type ReadableFile, recordColumn, type StagedFile, type StagedOrigin } from "./staged-file";

export interface StageOptions {
  /** For files made on the way. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Set when what is in bronze now is about to go, and keys need not be held against it. */
  readonly replaces_all?: boolean;
}

/** Stages a CSV file. */
export async function stageCsv(
  engine: Engine,
  feed: FeedName,
  file: string,
  facts: FileFacts,
  { folder, signal }: StageOptions,
): Promise<ReadableFile | Refusal> {
  const header = await readHeader(feed, file);
  if (isRefusal(header)) return header;
  const direct = readCsv(file, header.columns, { has_header: true, line_end: facts.line_end, most_bytes: 1_000_000 });
  if (facts.line_end !== "mixed" && (await holdsRows(engine, direct, header.columns, facts.lines - 1, signal))) {
    const rows = `(select *, row_number() over () + 1 as source_line from ${direct})`;
    const rows_in_file = facts.lines - 1;
    return { withOrigin: (origin) => ({ feed, rows_in_file, origin, ...staging(feed, rows, origin) }) };
  }
  const copy = await normaliseCsv(file, header.columns.length, folder, signal);
  const columns = [...header.columns, "source_line"];
  const rows = readPlainCsv(copy.good_file, columns);
  const broken =
    copy.broken_rows > 0 ? { broken: { source: readBroken(copy.broken_file), rows: copy.broken_rows } } : {};
  const rows_in_file = copy.good_rows + copy.broken_rows;
  return { withOrigin: (origin) => ({ feed, rows_in_file, origin, ...staging(feed, rows, origin), ...broken }) };
}

/** Columns of a file of broken records. */
function readBroken(file: string): string {
  return readPlainCsv(file, ["rule_id", "detail", "source_line", "raw"]);
}

/** A CSV file of our own making, without a header. */
export function readPlainCsv(file: string, columns: readonly string[]): string {
  return readCsv(file, columns, { has_header: false, line_end: "\n", most_bytes: 4_000_000 });
}

function staging(
  feed: FeedName,
  rows: string,
  origin: StagedOrigin,
): Pick<StagedFile, "setup" | "is_text_of_transactions"> {
  const columns = columnNames(feed);
  const is_text_of_transactions = feed === "transactions";
  const view = is_text_of_transactions ? "text_transactions" : `staged_${feed}`;
  // the file is read once, into a table; what is the same for all records, and their JSON, is only told by a view
  const setup = `create or replace table bronze.arrived_${feed} as
      select ${columns.join(", ")}, source_line::bigint as source_line from ${rows} as record;
    create or replace view bronze.${view} as
      select ${columns.join(", ")}, ${originColumns(origin, "source_line")}, ${recordColumn(columns)}
      from bronze.arrived_${feed};`;
  return { setup, is_text_of_transactions };
}

interface CsvForm {
  readonly has_header: boolean;
  readonly line_end: FileFacts["line_end"];
  readonly most_bytes: number;
}

/** DuckDB's reader on one thread, so that rows come in the order of lines. */
function readCsv(file: string, columns: readonly string[], { has_header, line_end, most_bytes }: CsvForm): string {
  const types = columns.map((column) => `${literal(column)}: 'varchar'`).join(", ");
  const newLine = line_end === "\r\n" ? "\\r\\n" : "\\n";
  return (
    `read_csv(${literal(file)}, auto_detect = false, header = ${has_header}, delim = ',', quote = '"', escape = '"', ` +
    `columns = {${types}}, strict_mode = true, null_padding = false, parallel = false, nullstr = '', ` +
    `max_line_size = ${most_bytes}, new_line = '${newLine}')`
  );
}

/** Whether DuckDB reads exactly one row from each line. If not, some line is empty, broken, or part of a longer record. */
async function holdsRows(
  engine: Engine,
  source: string,
  columns: readonly string[],
  lines: number,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    const [row] = await engine.rows<{ row_count: number }>({
      name: "count of CSV rows",
      // the hash makes it read every field, and find bytes that are no text
      sql: `select count(*) as row_count, bit_xor(hash(${columns.join(", ")}))::varchar as fields from ${source}`,
      ...(signal && { signal }),
    });
    return row?.row_count === lines;
  } catch (error) {
    signal?.throwIfAborted();
    if ((error as Error).name !== "SqlError") throw error;
    return false;
  }
}
