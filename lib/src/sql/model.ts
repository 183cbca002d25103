// Reads the files of sql/: which table a file makes, and which tables it reads.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../core/home";
import type { EngineName } from "./engine-name";

/** One file of sql/. */
export interface SqlFile {
  /** Path under sql/ without its ending, e.g. "30_gold/dim_customer". */
  readonly name: string;
  readonly sql: string;
  /** Tables and views it creates, as schema.table. */
  readonly creates: readonly string[];
  /** Tables and views it reads, as schema.table; never what it creates itself. */
  readonly reads: readonly string[];
}

const SCHEMAS = ["generator", "bronze", "silver", "gold", "observability"];
const TABLE = `(?:${SCHEMAS.join("|")})\\.[a-z_][a-z0-9_]*`;

/** The folder that holds the SQL. */
export const sqlFolder = join(projectFolder, "sql");

/**
 * The files of one folder of sql/ that belong to an engine, in the order of their names: the shared ones, and those
 * that end in `.duckdb.sql` or `.snowflake.sql` for that engine.
 *
 * @param folder a folder under sql/, e.g. "30_gold"
 */
export function sqlFiles(folder: string, engine: EngineName): SqlFile[] {
  return readdirSync(join(sqlFolder, folder))
    .filter((file) => file.endsWith(".sql") && belongsTo(file, engine))
    .sort()
    .map((file) => sqlFile(`${folder}/${file.split(".")[0]}`, readFileSync(join(sqlFolder, folder, file), "utf8")));
}

/** Makes sense of one file's text. */
export function sqlFile(name: string, sql: string): SqlFile {
  const code = withoutCommentsAndText(sql).toLowerCase();
  const creates = matches(
    code,
    new RegExp(
      `\\bcreate\\s+(?:or\\s+replace\\s+)?(?:(?:transient|temporary|temp)\\s+)?(?:table|view)\\s+(?:if\\s+not\\s+exists\\s+)?(${TABLE})`,
      "g",
    ),
  );
  const reads = matches(code, readOf(TABLE)).filter((table) => !creates.includes(table));
  return { name, sql, creates, reads };
}

/** How often a file reads a table: each time is a pass over its rows. */
export function timesRead({ sql }: Pick<SqlFile, "sql">, table: string): number {
  return [...withoutCommentsAndText(sql).toLowerCase().matchAll(readOf(table))].length;
}

/** SQL with comments and quoted text blanked, so that words inside them are not taken for names. */
export function withoutCommentsAndText(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, " ");
}

function readOf(table: string): RegExp {
  return new RegExp(`(?:\\b(?:from|join|using)\\s+|,\\s*)(${table})\\b(?!\\s*\\()`, "g");
}

function belongsTo(file: string, engine: EngineName): boolean {
  const owner = /\.(duckdb|snowflake)\.sql$/.exec(file)?.[1];
  return owner === undefined || owner === engine;
}

function matches(code: string, pattern: RegExp): string[] {
  return [...new Set([...code.matchAll(pattern)].map((match) => match[1]!))].sort();
}
