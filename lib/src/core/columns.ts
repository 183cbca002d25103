// The answer of a query, column by column.

/**
 * The values of a column, one entry per row. Floating-point numbers are packed, and missing ones among them NaN: there
 * may be millions.
 */
export type ColumnValues = readonly unknown[] | Float64Array;

/** The values of a query by column; every column of the query is there, also when no row is. */
export type Columns = Readonly<Record<string, ColumnValues>>;

/**
 * The same answer row by row; missing is null.
 *
 * @example
 * rowsOfColumns({ a: [1, 2], b: ["x", "y"] }); // => [{ a: 1, b: "x" }, { a: 2, b: "y" }]
 */
export function rowsOfColumns(columns: Columns): Record<string, unknown>[] {
  const entries = Object.entries(columns);
  const count = entries[0]?.[1].length ?? 0;
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(entries.map(([name, values]) => [name, valueAt(values, row)])),
  );
}

function valueAt(values: ColumnValues, row: number): unknown {
  const value = values[row];
  return values instanceof Float64Array && Number.isNaN(value) ? null : value;
}

/** Packed numbers one after the other. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
