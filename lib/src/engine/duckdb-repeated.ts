// Questions that a connection is asked again and again, with other values each time: planned once.
import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBResult } from "@duckdb/node-api";
import { statementCount } from "../sql/script";
import type { Bind } from "../sql/statement";

/** More would hold memory for questions that do not come back. */
const MOST_KEPT = 50;

interface Known {
  readonly asked: Set<string>;
  readonly kept: Map<string, DuckDBPreparedStatement>;
}

/** Closing a connection ends what it has prepared; this only must not keep it alive. */
const knownBy = new WeakMap<DuckDBConnection, Known>();

/**
 * Runs a query. From the second time on it stands prepared, until the connection closes: a look at a few rows takes
 * about a third less. DuckDB plans it anew by itself when a table in it was replaced.
 */
export async function runRepeated(
  connection: DuckDBConnection,
  sql: string,
  binds: readonly Bind[],
): Promise<DuckDBResult> {
  const known = knownBy.get(connection) ?? { asked: new Set(), kept: new Map() };
  knownBy.set(connection, known);
  const prepared = known.kept.get(sql) ?? (known.asked.has(sql) ? await keep(connection, sql, known) : undefined);
  if (!prepared) {
    if (known.asked.size >= MOST_KEPT) known.asked.clear();
    known.asked.add(sql);
    return connection.run(sql, [...binds]);
  }
  try {
    prepared.bind([...binds]);
    return await prepared.run();
  } catch (error) {
    known.kept.delete(sql);
    prepared.destroySync();
    throw error;
  }
}

async function keep(connection: DuckDBConnection, sql: string, { kept }: Known) {
  if (statementCount(sql) !== 1) return undefined; // a script cannot be prepared as a whole
  if (kept.size >= MOST_KEPT) {
    for (const prepared of kept.values()) prepared.destroySync();
    kept.clear();
  }
  const prepared = await connection.prepare(sql);
  kept.set(sql, prepared);
  return prepared;
}
