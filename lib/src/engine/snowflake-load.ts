// Bulk load: rows as CSV in a temporary file, PUT to a temporary stage, COPY into the table, all or nothing.
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Column } from "snowflake-sdk";
import { InvalidInputError } from "../core/errors";
import { literal } from "../sql/statement";
import { type Cell, cellOf, checkFields, type LoadColumn } from "./load-cells";
import { rowsOf } from "./snowflake-rows";
import type { SnowflakeSession } from "./snowflake-session";
import type { StopWatch } from "./stop";

// Unquoted nothing is null, quoted nothing is empty text, and no other text means null.
const FORMAT =
  `type = csv field_delimiter = ',' field_optionally_enclosed_by = '"' escape = none escape_unenclosed_field = none ` +
  "null_if = () empty_field_as_null = true trim_space = false encoding = 'UTF8'";

/** Loads checked rows; answers how many. The temporary file and stage are gone afterwards, whatever happens. */
export async function copyRows(
  session: SnowflakeSession,
  watch: StopWatch,
  table: string,
  rows: readonly object[],
): Promise<number> {
  const run = (sqlText: string) => session.execute({ sqlText }, watch);
  const columns = ((await run(`select * from ${table} limit 0`)).getColumns() ?? []).map((column) =>
    loadColumn(table, column),
  );
  checkFields(table, columns, rows);
  if (rows.length === 0) return 0;
  const schema = table.split(".").slice(0, -1).join(".");
  const stage = `${schema ? `${schema}.` : ""}c360_load_${randomUUID().replaceAll("-", "")}`;
  const folder = await mkdtemp(join(tmpdir(), "c360-load-"));
  try {
    const file = join(folder, "rows.csv");
    await pipeline(Readable.from(csv(table, columns, rows)), createWriteStream(file, { mode: 0o600 }));
    await run(`create temporary stage ${stage}`);
    const upload = await run(`put ${literal(`file://${file.replaceAll("\\", "/")}`)} @${stage} overwrite = true`);
    const [sent] = await rowsOf<{ status: string; message: string | null }>(upload, watch.check);
    if (sent?.status !== "UPLOADED")
      throw new Error(`the file did not reach the stage: ${sent?.message ?? sent?.status}`);
    const fields = columns.map((_column, i) => `$${i + 1}`).join(", ");
    const names = columns.map((column) => column.name).join(", ");
    await run(
      `copy into ${table} (${names}) from (select ${fields} from @${stage}) file_format = (${FORMAT}) on_error = abort_statement`,
    );
    return rows.length;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await run(`drop stage if exists ${stage}`).catch(() => {}); // it ends with the session anyway
  }
}

/** One line per row, closed by its number: a line is never blank, and an error can be found. */
function* csv(table: string, columns: readonly LoadColumn[], rows: readonly object[]): Generator<string> {
  for (const [r, row] of rows.entries()) {
    const values = row as Record<string, unknown>;
    const cells = columns.map((column) => field(column, cellOf(table, column, values[column.name], r + 1)));
    yield `${cells.join(",")},${r + 1}\n`;
  }
}

function field(column: LoadColumn, cell: Cell): string {
  if (cell === null) return "";
  if (column.kind === "date") return new Date(cell as number).toISOString().slice(0, 10);
  if (column.kind === "timestamp") return new Date(cell as number).toISOString().slice(0, 23).replace("T", " ");
  if (column.kind === "text") return `"${String(cell).replaceAll('"', '""')}"`;
  return String(cell);
}

function loadColumn(table: string, column: Column): LoadColumn {
  const name = column.getName().toLowerCase();
  const type = column.getType().toLowerCase();
  if (column.isNumber()) {
    if (type === "real") return { name, kind: "double" };
    const [precision, scale] = [column.getPrecision(), column.getScale()];
    return scale > 0
      ? { name, kind: "decimal", precision, scale }
      : { name, kind: "integer", limits: whole(precision) };
  }
  if (column.isString()) return { name, kind: "text" };
  if (column.isBoolean()) return { name, kind: "boolean" };
  if (column.isDate()) return { name, kind: "date" };
  if (column.isTimestamp()) return { name, kind: "timestamp" };
  throw new InvalidInputError(`load ${table} cannot fill the column ${name} of type ${type}; load it as text`);
}

function whole(precision: number): readonly [bigint, bigint] {
  const limit = 10n ** BigInt(precision) - 1n;
  return [-limit, limit];
}
