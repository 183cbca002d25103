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
  shapesOfEmpty ??= emptyShapes();
  const shapes = await shapesOfEmpty;
  const give = (tables: readonly string[]) => giveRows(engine, tables, given, shapes);
  // a table that is given needs no model, and nothing that only its model reads
  const isGiven = ({ creates }: SqlFile) => creates.every((table) => given[table]);
  const [there, made] = [modelsInOrder.filter(isGiven), modelsInOrder.filter((model) => !isGiven(model))];
  const needed = withSources(
    made,
    wanted.filter((model) => made.includes(model)),
  );
  const usesBronze = bronzeTables.some(
    (table) => given[table] || [...needed].some(({ reads }) => reads.includes(table)),
  );
  if (usesBronze) await prepareBronze(engine);
  if (usesBronze) await give(bronzeTables);
  await give(there.flatMap(({ creates }) => creates));
  for (const model of made.filter((file) => needed.has(file))) {
    await engine.run(model);
    await give(model.creates);
  }
  return engine;
}

/** What a table looks like, whatever is in it. */
interface Shape {
  readonly is_view: boolean;
  readonly columns: string;
}

/** Of every table, when all of bronze is empty. Asked for once in a process: most tests run one model over given tables. */
let shapesOfEmpty: Promise<ReadonlyMap<string, Shape>> | undefined;

async function emptyShapes(): Promise<ReadonlyMap<string, Shape>> {
  const engine = openDuckDb({ file: ":memory:" });
  await prepareBronze(engine);
  for (const model of modelsInOrder) await engine.run(model);
  const shapes = await shapesIn(engine);
  await engine.close();
  return shapes;
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
    if (model.creates.some((table) => given[table]))
      await giveRows(engine, model.creates, given, await shapesIn(engine));
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

async function shapesIn(engine: Engine): Promise<ReadonlyMap<string, Shape>> {
  // closed lists are given as text, so that a test can plant what the list does not hold
  const rows = await engine.rows<Shape & { table_name: string }>({
    name: "shapes of tables",
    sql: `select table_schema || '.' || table_name as table_name, any_value(table_type) = 'VIEW' as is_view,
              string_agg(
                  column_name || ' ' || case when starts_with(data_type, 'ENUM') then 'VARCHAR' else data_type end, ', '
                  order by ordinal_position) as columns
          from information_schema.columns join information_schema.tables using (table_catalog, table_schema, table_name)
          group by table_schema, table_name`,
  });
  return new Map(rows.map(({ table_name, ...shape }) => [table_name, shape]));
}

/** Puts the given rows of some tables into their place, whether their models have run or not. */
async function giveRows(
  engine: Engine,
  tables: readonly string[],
  given: GivenTables,
  shapes: ReadonlyMap<string, Shape>,
): Promise<void> {
  for (const table of tables) {
    const rows = given[table];
    if (!rows) continue;
    const { is_view, columns } = shapes.get(table)!;
    const empty = `drop ${is_view ? "view" : "table"} if exists ${table}; create table ${table} (${columns});`;
    await engine.run({ name: `given rows of ${table}`, sql: empty });
    if (rows.length > 0) await engine.load(table, rows);
  }
}
