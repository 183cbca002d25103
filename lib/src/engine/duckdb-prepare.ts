// Makes a freshly opened DuckDB speak the workbook's dialect: session settings, schemas and macros.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlFolder } from "../sql/model";

const preludeFile = join(sqlFolder, "00_platform/prelude.duckdb.sql");

/** Session settings each time; schemas and macros when the prelude in the database is not the one in sql/. */
export async function prepare(connection: DuckDBConnection): Promise<void> {
  await connection.run("set default_null_order = 'nulls_last_on_asc_first_on_desc'");
  await connection.run("set timezone = 'UTC'");
  const prelude = readFileSync(preludeFile, "utf8");
  const version = createHash("sha256").update(prelude).digest("hex").slice(0, 16);
  if ((await preludeVersion(connection)) === version) return;
  await inTransaction(connection, async () => {
    await connection.run(prelude);
    await connection.run(`create or replace macro observability.prelude_version() as '${version}'`);
  });
}

/** Runs a job all or not at all. */
export async function inTransaction<T>(connection: DuckDBConnection, job: () => Promise<T>): Promise<T> {
  await connection.run("begin");
  try {
    const result = await job();
    await connection.run("commit");
    return result;
  } catch (error) {
    await rollBack(connection);
    throw error;
  }
}

/** Rolls back, again if an interrupt meant for the failed statement hits the rollback instead. */
async function rollBack(connection: DuckDBConnection): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      await connection.run("rollback");
      return;
    } catch (error) {
      if (/no transaction is active/i.test((error as Error).message)) return;
    }
  }
}

async function preludeVersion(connection: DuckDBConnection): Promise<unknown> {
  const answer = await connection.runAndReadAll("select observability.prelude_version()").catch(() => undefined);
  return answer?.getRows()[0]?.[0];
}
