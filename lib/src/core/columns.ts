// The answer of a query, column by column.

/** The values of a query by column, one entry per row; every column of the query is there, also when no row is. */
export type Columns = Readonly<Record<string, readonly unknown[]>>;

/**
 * The same answer row by row.
 *
 * @example
 * rowsOfColumns({ a: [1, 2], b: ["x", "y"] }); // => [{ a: 1, b: "x" }, { a: 2, b: "y" }]
 */
export function rowsOfColumns(columns: Columns): Record<string, unknown>[] {
  const entries = Object.entries(columns);
  const count = entries[0]?.[1].length ?? 0;
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(entries.map(([name, values]) => [name, values[row]])),
  );
}
