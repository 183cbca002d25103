// CSV files after RFC 4180 that are there whole or not at all.
import { type WholeFile, writeWholeFiles } from "../core/whole-files";

/** One file to be: the header's columns, and its lines as `csvLine` makes them. */
export interface CsvFile extends Pick<WholeFile, "path" | "lines"> {
  readonly columns: readonly string[];
}

/** Writes files that belong together, as `writeWholeFiles` does. */
export function writeCsvFiles(files: readonly CsvFile[]): Promise<void> {
  return writeWholeFiles(files.map(({ path, columns, lines }) => ({ path, first_line: columns.join(","), lines })));
}

/**
 * A row as one CSV line, without the line feed. Numbers are written as JavaScript writes them, null as nothing. What
 * other readers part fields by, semicolon and tab, stands in quotes too.
 *
 * @example
 * csvLine(["a", "b"], { a: "x, y", b: 1 }); // => "\"x, y\",1"
 */
export function csvLine(columns: readonly string[], row: object): string {
  return columns.map((column) => field((row as Readonly<Record<string, unknown>>)[column])).join(",");
}

function field(value: unknown): string {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
