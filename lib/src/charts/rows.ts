// Rows on their way into a chart.

/** Rows of any shape: charts name the fields they read. */
export type ChartRows = readonly object[];

/**
 * Rows as JSON keeps them: a date at midnight UTC becomes its day, any other instant ISO text. An instant that comes
 * as text without a zone is UTC, as everywhere here; a browser would take it for its own time.
 *
 * @example
 * chartRows([{ on: new Date("2025-03-01T00:00:00Z"), count: 2 }]); // => [{ on: "2025-03-01", count: 2 }]
 */
export function chartRows(rows: ChartRows): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "");
  const instant = typeof value === "string" ? /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(value) : null;
  return instant ? `${instant[1]}T${instant[2]}Z` : value;
}

/** The distinct values of a field, in the order of their first row. */
export function valuesOf(rows: ChartRows, field: string): string[] {
  return [...new Set(rows.map((row) => String((row as Record<string, unknown>)[field])))];
}
