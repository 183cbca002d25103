// A small warehouse in memory: bronze as loading leaves it, and the models of silver, gold and the marts over it.
import { prepareBronze } from "../../lib/src/bronze/ledger";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import type { Engine } from "../../lib/src/engine/engine";
import { inReadingOrder } from "../../lib/src/pipeline/model-order";
import { type SqlFile, sqlFiles } from "../../lib/src/sql/model";

/** Rows by table: `{ "silver.customer": [{ customer_id: "L1" }] }`. Columns left out are null. */
export type GivenTables = Readonly<Record<string, readonly object[]>>;

const bronzeTables = sqlFiles("10_bronze", "duckdb").flatMap((file) => file.creates);

/** Every model of silver, gold, the features, the account's own churn model and the marts, each after what it reads. */
export const modelsInOrder: readonly SqlFile[] = inReadingOrder(
  ["20_silver", "30_gold", "40_features", "45_churn_model", "50_marts"]
    .flatMap((layer) => sqlFiles(layer, "duckdb"))
    .filter((file) => file.creates.length > 0),
  bronzeTables,
);

/**
 * Builds what `wanted` needs, and `wanted` itself. A table that is given holds exactly the given rows, in the types
 * that its own model gives it; a table that is not given is what its model makes of the tables below it, down to
 * empty bronze tables.
 */
export async function buildWarehouse(given: GivenTables, wanted: readonly SqlFile[] = modelsInOrder): Promise<Engine> {
  const engine = openDuckDb({ file: ":memory:" });
  await prepareBronze(engine);
  for (const table of bronzeTables) await giveRows(engine, table, given[table]);
  await buildModels(engine, modelsInOrder, given, wanted);
  return engine;
}

/** Runs `wanted`, and those of the ordered models that it needs, with the given rows in the place of their own. */
export async function buildModels(
  engine: Engine,
  ordered: readonly SqlFile[],
  given: GivenTables,
  wanted: readonly SqlFile[],
): Promise<void> {
  const needed = withSources(ordered, wanted);
  for (const model of ordered.filter((file) => needed.has(file))) {
    await engine.run(model);
    for (const table of model.creates) await giveRows(engine, table, given[table]);
  }
}

function withSources(ordered: readonly SqlFile[], wanted: readonly SqlFile[]): Set<SqlFile> {
  const needed = new Set(wanted);
  for (const model of [...ordered].reverse()) {
    const isNeeded = [...needed].some((reader) => reader.reads.some((table) => model.creates.includes(table)));
    if (isNeeded) needed.add(model);
  }
  return needed;
}

async function giveRows(engine: Engine, table: string, rows: readonly object[] | undefined): Promise<void> {
  if (!rows) return;
  const name = `given rows of ${table}`;
  const [kind] = await engine.rows<{ is_view: boolean }>({
    name,
    sql: "select table_type = 'VIEW' as is_view from information_schema.tables where table_schema || '.' || table_name = ?",
    binds: [table],
  });
  // closed lists are given as text, so that a test can plant what the list does not hold
  const columns = await engine.rows<{ column_name: string; data_type: string }>({
    name,
    sql: `select column_name, data_type from information_schema.columns
          where table_schema || '.' || table_name = ? order by ordinal_position`,
    binds: [table],
  });
  const typed = columns.map(
    ({ column_name, data_type }) => `${column_name} ${data_type.replace(/^ENUM.*/, "VARCHAR")}`,
  );
  const empty = `drop ${kind?.is_view ? "view" : "table"} ${table}; create table ${table} (${typed.join(", ")});`;
  await engine.run({ name, sql: empty });
  await engine.load(table, rows);
}
