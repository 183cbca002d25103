// Given landed rows, a table or the statistics of sql/realism, on a real embedded DuckDB that lives in memory.
import { openDuckDb } from "../../../lib/src/engine/duckdb";
import { customerColumns } from "../../../lib/src/generate/rows";
import { sqlFiles } from "../../../lib/src/sql/model";
import { buildModels, type GivenTables } from "../warehouse";

const files = sqlFiles("realism", "duckdb");
const tables = files.filter((file) => file.creates.length > 0);

/**
 * Runs one file of sql/realism: a table answers its rows, a statistics query the rows it selects.
 *
 * @param name the file's path under sql/, e.g. "realism/landed_day"
 * @param given rows by table; a table that counts up what has landed may be given itself
 */
export async function runRealism<Row = Record<string, unknown>>(
  name: string,
  given: GivenTables,
  { binds = [], orderBy = "" }: { binds?: readonly number[]; orderBy?: string } = {},
): Promise<Row[]> {
  const file = files.find((one) => one.name === name);
  if (!file) throw new Error(`No file of realism is called ${name}`);
  const engine = openDuckDb({ file: ":memory:" });
  try {
    await engine.run({
      name: "what has landed",
      sql: `create table generator.landed_transactions (
                customer_id varchar, transaction_at timestamp, posted_date date, amount decimal(12, 2),
                merchant_name varchar, merchant_category varchar, channel varchar, is_wallet boolean,
                is_recurring boolean, status varchar);
            create table generator.landed_customers (${customerColumns.map((column) => `${column} varchar`).join(", ")});`,
    });
    for (const landed of ["generator.landed_transactions", "generator.landed_customers"]) {
      await engine.load(landed, given[landed] ?? []);
    }
    await buildModels(engine, tables, given, tables);
    const sql = file.creates.length > 0 ? `select * from ${file.creates[0]} ${orderBy}` : file.sql;
    return await engine.rows<Row>({ name, sql, binds });
  } finally {
    await engine.close();
  }
}
