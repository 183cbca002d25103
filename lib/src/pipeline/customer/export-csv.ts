// Rows as a CSV file for a spreadsheet: complete or not there, personal data masked, nothing that runs.
import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { InvalidInputError } from "../../core/errors";
import { homePlace } from "../../core/home";
import { needList, needOptions, shown } from "../../core/options";
import { type Cell, exportCell, isPersonal } from "../../customer/export-cells";
import { csvLine, writeCsvFiles } from "../../generate/csv";

export interface ExportOptions {
  /** The columns and their order; those of the rows when left out. */
  readonly columns?: readonly string[];
  /** Personal columns to write as they are, each by its name. */
  readonly unmasked?: readonly string[];
  /** Whether the file starts with a byte order mark; yes when left out. */
  readonly bom?: boolean;
}

/** File systems end a name at 255 bytes, and a file has a longer name until it is complete. */
const LONGEST_NAME = 200;

export interface ExportedFile {
  /** Where the file is. */
  readonly path: string;
  readonly row_count: number;
  readonly column_count: number;
  readonly bytes: number;
  /** The columns whose values were masked. */
  readonly masked_columns: readonly string[];
}

/**
 * Writes rows as CSV: UTF-8, a header, RFC 4180. E-mail addresses, phones, streets, postal codes, birth dates and names
 * are masked by their columns' names, and rejected records whole, unless their column is asked for. Text that a
 * spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers. An older file of the same name
 * stands until the new one is complete.
 *
 * The file starts with a byte order mark, because Excel takes a file without one for the machine's old alphabet and
 * turns José into JosÃ©. Whatever else reads CSV skips it; `bom: false` leaves it out.
 *
 * Without rows it is the header alone, when `columns` says which: `chosenColumns` or `transactionColumns`, for example.
 *
 * @param file where to; a relative path counts from `exports/` in the state folder
 * @throws InvalidInputError when a column or an option is not there, or the path cannot be written
 * @throws UnavailableError when the disk fails on the way
 */
export async function exportCsv(
  rows: readonly object[],
  file: string,
  options: ExportOptions = {},
): Promise<ExportedFile> {
  const { header, lines, column_count, masked_columns } = csvOf(rows, options);
  const { bom = true } = options;
  const path = pathOf(file);
  await writeCsvFiles([{ path, columns: [`${bom ? "\uFEFF" : ""}${header}`], lines }]);
  return { path, row_count: rows.length, column_count, bytes: statSync(path).size, masked_columns };
}

/** The lines of a CSV file, and the columns whose values were masked in them. */
export interface CsvText {
  readonly header: string;
  readonly lines: readonly string[];
  readonly column_count: number;
  readonly masked_columns: readonly string[];
}

/**
 * Rows as the lines of a CSV file: what `exportCsv` writes after its byte order mark.
 *
 * @throws InvalidInputError when a column or an option is not there
 */
export function csvOf(rows: readonly object[], options: ExportOptions = {}): CsvText {
  needOptions("An export", options, ["columns", "unmasked", "bom"]);
  const there = columnsOf(rows);
  const { columns = there, unmasked = [] } = options;
  needList("An export", "columns", columns);
  needList("An export", "unmasked", unmasked);
  if (rows.length > 0) needColumns("writes", columns, there);
  needColumns("unmasks", unmasked, columns);
  const header = csvLine(columns, Object.fromEntries(columns.map((column) => [column, exportCell("", column)])));
  const lines = rows.map((row) => lineOf(columns, row, unmasked));
  const masked_columns = columns.filter((column) => isPersonal(column) && !unmasked.includes(column));
  return { header, lines, column_count: columns.length, masked_columns };
}

function lineOf(columns: readonly string[], row: object, unmasked: readonly string[]): string {
  const values = row as Readonly<Record<string, unknown>>;
  const cells: Record<string, Cell> = Object.create(null); // a column may be called __proto__
  for (const column of columns) cells[column] = exportCell(column, values[column], unmasked.includes(column));
  return csvLine(columns, cells);
}

/** The rows' fields, in the order in which they first come. */
function columnsOf(rows: readonly object[]): string[] {
  if (!Array.isArray(rows) || rows.some((row) => typeof row !== "object" || row === null)) {
    throw new InvalidInputError(
      `An export needs a list of rows, got ${Array.isArray(rows) ? "other things in it" : typeof rows}`,
    );
  }
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

function needColumns(verb: string, wanted: readonly string[], there: readonly string[]): void {
  const missing = wanted.filter((column) => !there.includes(column));
  if (missing.length > 0) {
    throw new InvalidInputError(
      `An export ${verb} columns it has, got ${shown(missing[0])}; there are ${there.join(", ")}`,
    );
  }
}

function pathOf(file: string): string {
  if (typeof file !== "string" || file.trim() === "" || /\p{Cc}/u.test(file)) {
    throw new InvalidInputError(`An export needs a file name, got ${shown(file)}`);
  }
  const bytes = Buffer.byteLength(basename(file));
  if (bytes > LONGEST_NAME) {
    throw new InvalidInputError(
      `An export needs a file name of at most ${LONGEST_NAME} bytes, got ${bytes}; shorten ${shown(basename(file))}`,
    );
  }
  return resolve(homePlace("exports"), file);
}
