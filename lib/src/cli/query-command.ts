// c360 query: one SQL statement, its rows on stdout.
import { rowsOfColumns } from "../core/columns";
import { InvalidInputError } from "../core/errors";
import type { Engine } from "../engine/engine";
import { csvOf } from "../pipeline/customer/export-csv";
import { statementCount } from "../sql/script";
import { textTable } from "./terminal";

export const FORMATS = ["table", "json", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Runs the statement and renders its rows. CSV is what gets passed on: safe for spreadsheets, with a header also when
 * there are no rows, and personal data masked but in the columns named in `unmasked`.
 */
export async function queryCommand(
  engine: Engine,
  sql: string,
  format: Format,
  unmasked: readonly string[] = [],
): Promise<string> {
  if (sql.trim() === "")
    throw new InvalidInputError(
      `query needs an SQL statement, got an empty text; try: c360 query "select * from gold.dim_date"`,
    );
  const statements = statementCount(sql);
  if (statements !== 1)
    throw new InvalidInputError(`query needs one SQL statement, got ${statements}; run each by itself`);
  if (unmasked.length > 0 && format !== "csv")
    throw new InvalidInputError(`query masks nothing in --format ${format}; --unmasked is for --format csv`);
  const statement = { name: "query", sql };
  if (format === "csv") {
    const answer = await engine.columns(statement);
    const { header, lines } = csvOf(rowsOfColumns(answer), { columns: Object.keys(answer), unmasked });
    return [header, ...lines].join("\n");
  }
  const rows = await engine.rows<Record<string, unknown>>(statement);
  return format === "json" ? JSON.stringify(rows, null, 2) : textTable(rows);
}
