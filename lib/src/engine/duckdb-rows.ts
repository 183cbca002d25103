// DuckDB's values as the engine contract wants them.
import type { DuckDBResultReader } from "@duckdb/node-api";
import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampTZValue, DuckDBTimestampValue } from "@duckdb/node-api";

/** The rows of a result, keys in lower case, values as numbers, text, booleans, UTC dates and nulls. */
export function rowsOf<Row>(reader: DuckDBResultReader): Row[] {
  const names = reader.columnNames().map((name) => name.toLowerCase());
  return reader
    .getRows()
    .map((values) => Object.fromEntries(values.map((value, i) => [names[i]!, plain(value)])) as Row);
}

function plain(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return exactNumber(value.toString());
  if (value instanceof DuckDBDecimalValue) return exactNumber(value.toString());
  if (value instanceof DuckDBDateValue) return new Date(value.days * 86_400_000);
  if (value instanceof DuckDBTimestampValue) return new Date(Number(value.micros / 1000n));
  if (value instanceof DuckDBTimestampTZValue) return new Date(Number(value.micros / 1000n));
  if (typeof value === "object") return String(value);
  return value;
}

/**
 * A decimal text as a number when that is exact, else the text itself: whole numbers up to 2^53, decimals up to
 * 15 digits.
 *
 * @example
 * exactNumber("9007199254740993"); // => "9007199254740993"
 */
export function exactNumber(text: string): number | string {
  const isWhole = !text.includes(".");
  const number = Number(text);
  if (isWhole) return Number.isSafeInteger(number) ? number : text;
  return text.replace(/[-.]/g, "").replace(/^0+/, "").length <= 15 ? number : text;
}
