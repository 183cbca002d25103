// c360 query: one SQL statement, its rows on stdout.
import { InvalidInputError } from "../core/errors";
import type { Engine } from "../engine/engine";
import { cellText, textTable } from "./terminal";

export const FORMATS = ["table", "json", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/** Runs the statement and renders its rows. */
export async function queryCommand(engine: Engine, sql: string, format: Format): Promise<string> {
  if (sql.trim() === "")
    throw new InvalidInputError(
      `query needs an SQL statement, got an empty text; try: c360 query "select * from gold.dim_date"`,
    );
  const rows = await engine.rows<Record<string, unknown>>({ name: "query", sql });
  if (format === "json") return JSON.stringify(rows, null, 2);
  if (format === "csv") return csvText(rows);
  return textTable(rows);
}

function csvText(rows: readonly Record<string, unknown>[]): string {
  if (rows.length === 0) return "";
  const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) =>
    Object.values(row)
      .map((value) => quoted(cellText(value)))
      .join(","),
  );
  return [Object.keys(rows[0]!).join(","), ...lines].join("\n");
}
