// A file on its way in: the SQL that lays its records out for the rules.
import type { FeedName } from "../lake/manifest";
import { literal } from "../sql/statement";
import { lastDayOfBooks } from "./latest-date";

/** What every staged record carries beside its columns. */
export interface StagedOrigin {
  /** Path in the lake. */
  readonly source_file: string;
  /** Wall clock of the load, "YYYY-MM-DD HH:MM:SS.mmm". */
  readonly loaded_at: string;
  /**
   * The last day the books can know; null when nothing tells; "books" for a month after the last transaction that is
   * in bronze by the time the records are staged.
   */
  readonly latest_date: string | null;
}

/** A Parquet file whose columns lose nothing on the way into the contract's types. */
export interface FileInPlace {
  readonly file: string;
  /** The types of its columns: files that share them can be read as one. */
  readonly types: string;
  readonly origin: StagedOrigin;
}

/** A file whose records can be read. */
export interface StagedFile {
  readonly feed: FeedName;
  readonly rows_in_file: number;
  readonly origin: StagedOrigin;
  /** Statements that lay the records out as `bronze.staged_<feed>`; they can be run again. */
  readonly setup: string;
  /** Set when `setup` makes `bronze.text_transactions` instead, which then has to be typed. */
  readonly is_text_of_transactions?: boolean;
  /** Set when the records can be read where they lie, in the contract's types. */
  readonly in_place?: FileInPlace;
  /** Records that could not be cut into columns; `source` is what to select rule_id, detail, source_line, raw from. */
  readonly broken?: { readonly source: string; readonly rows: number };
  /** Set when a look at all records showed that none breaks a rule. */
  readonly proven?: {
    readonly amount_sum: string | null;
    readonly first_at: Date | null;
    readonly last_at: Date | null;
  };
}

/** A file that was found readable; its records are staged once their origin is known. */
export interface ReadableFile {
  withOrigin(origin: StagedOrigin): StagedFile;
}

/** The columns that name a record's origin, as SQL. */
export function originColumns({ source_file, loaded_at, latest_date }: StagedOrigin, line: string): string {
  return [
    `${literal(source_file)} as _source_file`,
    `${line} as _source_line`,
    `${literal(loaded_at)}::timestamp as _loaded_at`,
    `${latest_date === "books" ? lastDayOfBooks : `${literal(latest_date)}::date`} as _latest_date`,
  ].join(", ");
}

/** A record as one JSON object of text, in the order of the contract. */
export function recordColumn(columns: readonly string[]): string {
  const fields = columns.map((column) => `${literal(column)}: ${column}::varchar`);
  return `to_json({${fields.join(", ")}})::varchar as _record`;
}
