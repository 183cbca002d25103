// Lines of a CSV file to records. A line that cannot be read is one broken record, and reading goes on after it.
import { isUtf8 } from "node:buffer";
import { parse } from "csv-parse/sync";
import type { Line } from "./csv-lines";

/** A record whose fields could be told apart. */
export interface WholeRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A record that breaks a rule before its columns can be named. */
export interface BrokenRecord {
  readonly line: number;
  readonly rule_id: string;
  readonly detail: string;
  /** Its text; bytes that are not UTF-8 stand as the characters of Latin-1. */
  readonly raw: string;
}

export type CsvRecord = WholeRecord | BrokenRecord;

export function isBroken(record: CsvRecord): record is BrokenRecord {
  return "rule_id" in record;
}

/** A field may go over so many lines; beyond that an opening quote was never meant to be one. */
const MOST_LINES = 100;
const MOST_BYTES = 1_000_000;
const QUOTE = 34;

/**
 * Cuts lines into records. Empty lines are none. When a quote stays open, the line it stands on is broken, and the
 * lines after it are read by themselves, so that one slip costs one record.
 *
 * @param columns fields that a record has
 */
export class RecordReader {
  private open: Line[] = [];

  constructor(private readonly columns: number) {}

  /** The records that are complete with these lines. */
  read(lines: readonly Line[]): CsvRecord[] {
    const records: CsvRecord[] = [];
    for (const line of lines) this.take(line, records);
    return records;
  }

  /** The records that the end of the file closes. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.open.length) this.giveUp(records);
    return records;
  }

  private take(line: Line, records: CsvRecord[]): void {
    if (this.open.length) {
      this.open.push(line);
      this.tryOpen(line, records);
      return;
    }
    if (line.bytes.length === 0) return;
    const record = recordOf([line], this.columns);
    if (record === "open") this.open = [line];
    else records.push(record);
  }

  private tryOpen(line: Line, records: CsvRecord[]): void {
    if (line.bytes.includes(QUOTE)) {
      const record = recordOf(this.open, this.columns);
      if (record !== "open") {
        if ("fields" in record) {
          this.open = [];
          records.push(record);
        } else {
          this.giveUp(records);
        }
        return;
      }
    }
    const bytes = this.open.reduce((sum, part) => sum + part.bytes.length, 0);
    if (this.open.length > MOST_LINES || bytes > MOST_BYTES) this.giveUp(records);
  }

  /** The first open line is broken; the others are read again without it. */
  private giveUp(records: CsvRecord[]): void {
    const [first, ...others] = this.open;
    this.open = [];
    records.push(broken(first!, "csv.quote", "a quote opens here and does not close in good order"));
    for (const line of others) this.take(line, records);
  }
}

/** The record that some lines make; "open" when a quote is open at their end. */
function recordOf(lines: readonly Line[], columns: number): CsvRecord | "open" {
  const first = lines[0]!;
  const bytes =
    lines.length === 1 ? first.bytes : Buffer.concat(lines.flatMap((line) => [line.bytes, newLine])).subarray(0, -1);
  if (bytes.length > MOST_BYTES) return broken(first, "csv.too_long", `${bytes.length} bytes in one line`);
  if (!isUtf8(bytes) || bytes.includes(0)) {
    return broken(first, "csv.encoding", "bytes that are not UTF-8 text");
  }
  const text = bytes.toString("utf8");
  const fields = bytes.includes(QUOTE) ? quotedFields(text) : text.split(",");
  if (fields === "open") return "open";
  if (fields === "bad") return broken(first, "csv.quote", "a quote stands where none may be");
  if (fields.length !== columns && hasOddQuotes(text)) {
    return broken({ ...first, bytes }, "csv.quote", "a quote opens here and does not close in good order");
  }
  if (fields.length !== columns) {
    return broken({ ...first, bytes }, "csv.column_count", `${columns} fields needed, got ${fields.length}`);
  }
  return { line: first.number, fields };
}

function hasOddQuotes(text: string): boolean {
  return text.split('"').length % 2 === 0;
}

const newLine = Buffer.from("\n");

function quotedFields(text: string): string[] | "open" | "bad" {
  try {
    // a quote inside a field that has none around it is plain text
    const records: string[][] = parse(text, { relax_column_count: true, relax_quotes: true, record_delimiter: "\0" });
    return records.length === 1 && !records[0]!.some((field) => field.includes("\0")) ? records[0]! : "bad";
  } catch (error) {
    return (error as { code?: string }).code === "CSV_QUOTE_NOT_CLOSED" ? "open" : "bad";
  }
}

/** So many bytes of a broken record are kept. */
export const MOST_KEPT = 100_000;

function broken({ number, bytes }: Line, rule_id: string, detail: string): BrokenRecord {
  const kept = bytes.subarray(0, MOST_KEPT);
  return {
    line: number,
    rule_id,
    detail,
    raw: isUtf8(kept) ? kept.toString("utf8").replaceAll("\0", "\\0") : kept.toString("latin1").replaceAll("\0", "\\0"),
  };
}
