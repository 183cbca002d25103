// Queries that are asked often, with other values each time: planned once for a connection.
import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBResult } from "@duckdb/node-api";
import type { Bind } from "../sql/statement";

/** Closing a connection ends what it has prepared; this only must not keep it alive. */
const keptBy = new WeakMap<DuckDBConnection, Map<string, DuckDBPreparedStatement>>();

/**
 * Runs a query that stays prepared until the connection closes: a look at a few rows takes about a third less. DuckDB
 * plans it anew by itself when a table in it was replaced. Not for Parquet metadata: asking such a function twice by
 * one prepared statement closes the database (DuckDB 1.5).
 */
export async function runRepeated(
  connection: DuckDBConnection,
  sql: string,
  binds: readonly Bind[],
): Promise<DuckDBResult> {
  const kept = keptBy.get(connection) ?? new Map<string, DuckDBPreparedStatement>();
  keptBy.set(connection, kept);
  const prepared = kept.get(sql) ?? (await connection.prepare(sql));
  kept.set(sql, prepared);
  try {
    prepared.clearBindings(); // or a missing value would be the last one
    prepared.bind([...binds]);
    return await prepared.run();
  } catch (error) {
    kept.delete(sql);
    prepared.destroySync();
    throw error;
  }
}
