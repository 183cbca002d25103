// Snowflake's values as the engine contract wants them.
import type { Column, RowStatement } from "snowflake-sdk";
import type { Columns } from "../core/columns";
import { exactNumber, rowKeys } from "./values";

/**
 * What the statement must ask of the driver: numbers as text, or digits beyond 2^53 would be lost before we see them;
 * semi-structured values as JSON text; rows as arrays, or a repeated column name would lose a value.
 */
export const rowOptions = { fetchAsString: ["Number", "JSON"], rowMode: "array", streamResult: true } as const;

/** The rows of a finished statement, read as they stream in. */
export async function rowsOf<Row>(statement: RowStatement, check: () => void): Promise<Row[]> {
  const keys = keysOf(statement);
  const rows: Row[] = [];
  for await (const values of valuesOf(statement)) {
    check();
    rows.push(Object.fromEntries(keys.map((key, c) => [key, values[c]])) as Row);
  }
  return rows;
}

/** The columns of a finished statement, filled as its rows stream in. */
export async function columnsOf(statement: RowStatement, check: () => void): Promise<Columns> {
  const all = keysOf(statement).map((key) => [key, [] as unknown[]] as const);
  for await (const values of valuesOf(statement)) {
    check();
    for (const [c, [, column]] of all.entries()) column.push(values[c]);
  }
  const isFloat = (statement.getColumns() ?? []).map((column) => column.isNumber() && column.getType() === "real");
  return Object.fromEntries(all.map(([key, values], c) => [key, isFloat[c] ? packed(values) : values]));
}

function packed(values: readonly unknown[]): Float64Array {
  return Float64Array.from(values, (value) => (value === null ? Number.NaN : (value as number)));
}

function keysOf(statement: RowStatement): string[] {
  return rowKeys((statement.getColumns() ?? []).map((column) => column.getName()));
}

/** Row by row the values in the order of columns, as the engine contract wants them. */
async function* valuesOf(statement: RowStatement): AsyncGenerator<unknown[]> {
  const converters = (statement.getColumns() ?? []).map(converterOf);
  for await (const values of statement.streamRows() as AsyncIterable<unknown[]>)
    yield converters.map((convert, c) => (values[c] === null || values[c] === undefined ? null : convert(values[c])));
}

function converterOf(column: Column): (value: unknown) => unknown {
  if (column.isNumber()) return column.getType() === "real" ? Number : (value) => exactNumber(String(value));
  if (column.isDate() || column.isTimestamp()) return (value) => new Date((value as Date).getTime());
  if (column.isBoolean() || column.isString()) return (value) => value;
  return (value) => {
    if (Buffer.isBuffer(value)) return value.toString("hex");
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
}
