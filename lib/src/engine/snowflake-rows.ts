// Snowflake's values as the engine contract wants them.
import type { Column, RowStatement } from "snowflake-sdk";
import { exactNumber, rowKeys } from "./values";

/**
 * What the statement must ask of the driver: numbers as text, or digits beyond 2^53 would be lost before we see them;
 * semi-structured values as JSON text; rows as arrays, or a repeated column name would lose a value.
 */
export const rowOptions = { fetchAsString: ["Number", "JSON"], rowMode: "array", streamResult: true } as const;

/** The rows of a finished statement, read as they stream in. */
export async function rowsOf<Row>(statement: RowStatement, check: () => void): Promise<Row[]> {
  const columns = statement.getColumns() ?? [];
  const keys = rowKeys(columns.map((column) => column.getName()));
  const converters = columns.map(converterOf);
  const rows: Row[] = [];
  for await (const values of statement.streamRows() as AsyncIterable<unknown[]>) {
    check();
    const row: Record<string, unknown> = {};
    for (let c = 0; c < keys.length; c++) {
      const value = values[c];
      row[keys[c]!] = value === null || value === undefined ? null : converters[c]!(value);
    }
    rows.push(row as Row);
  }
  return rows;
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
