// Sets the SQL generator up: plans, settings and laws into the generator schema, then the models that slices read.
import { readFile } from "node:fs/promises";
import { fromCSV } from "arquero";
import { daysBetween } from "../core/dates";
import type { Engine } from "../engine/engine";
import type { AccountPlan } from "../generate/behaviour";
import { generatorTables } from "../generate/generator-tables";
import { AS_OF_DATE, FIRST_DATE, MIGRATION_DATE } from "../generate/period";
import { type SqlFile, sqlFiles } from "../sql/model";
import { literal } from "../sql/statement";
import { inReadingOrder } from "./model-order";
import { shortHash } from "./table-version";

/** Rows of the transactions feed per person, over the whole period. */
export const ROWS_PER_PERSON = 270;

const LAYER = "05_generator";

export interface GeneratorInput {
  /** The truth file, read only when the tables have to be made. */
  readonly truth_file: string;
  /** Changes whenever the truth file does. */
  readonly truth_version: string;
  readonly customers: number;
  readonly seed: number;
}

/** What the generator's tables were made from. */
export interface GeneratorReady {
  /** Changes whenever a plan, a law, a setting or a model changes: transactions made from the same value are the same. */
  readonly made_from: string;
}

/**
 * Loads plans, settings and laws, and runs the generator's models. Does nothing when the tables are there already and
 * were made from the same plans, settings and SQL.
 */
export async function prepareGenerator(engine: Engine, input: GeneratorInput): Promise<GeneratorReady> {
  const files = sqlFiles(LAYER, engine.name);
  const tables = generatorTables();
  const made_from = shortHash(
    ...files.map((file) => file.sql),
    JSON.stringify([tables, input.customers, input.seed, FIRST_DATE, AS_OF_DATE]),
    input.truth_version,
  );
  if ((await lastMadeFrom(engine)) === made_from) return { made_from };
  for (const { name, columns, rows } of tables) await refill(engine, name, columns, rows);
  await refill(engine, "generator.setting", SETTING_COLUMNS, [settingOf(input)]);
  await fillPlans(engine, input.truth_file);
  await refill(engine, "generator.slice", "from_day bigint, to_day bigint", [{ from_day: 0, to_day: 0 }]);
  const given = [
    ...tables.map((table) => table.name),
    "generator.setting",
    "generator.account_plan",
    "generator.slice",
  ];
  for (const file of functionsFirst(files, given)) await engine.run({ name: `${file.name}.sql`, sql: file.sql });
  await refill(engine, "generator.made_from", "made_from varchar", [{ made_from }]);
  return { made_from };
}

/** Columns of generator.setting. */
export const SETTING_COLUMNS =
  "seed bigint, first_date date, as_of_date date, day_count bigint, migration_day bigint, customers bigint, target_rows bigint";

function settingOf({ seed, customers }: GeneratorInput) {
  return {
    seed,
    first_date: FIRST_DATE,
    as_of_date: AS_OF_DATE,
    day_count: daysBetween(FIRST_DATE, AS_OF_DATE),
    migration_day: daysBetween(FIRST_DATE, MIGRATION_DATE),
    customers,
    target_rows: ROWS_PER_PERSON * customers,
  };
}

/** One row per line of the truth file. DuckDB reads the file by itself, in a tenth of the time. */
async function fillPlans(engine: Engine, file: string): Promise<void> {
  if (engine.name === "duckdb") {
    const plans = `read_csv(${literal(file)}, header = true)`;
    await engine.run({
      name: "load generator.account_plan",
      sql: `create or replace table generator.account_plan as select * from ${plans}`,
    });
    return;
  }
  const plans = fromCSV(await readFile(file, "utf8")).objects() as AccountPlan[];
  await refill(engine, "generator.account_plan", planColumns(plans[0]!), plans);
}

/** Columns of generator.account_plan: text keeps its text; all others of a plan are whole numbers. */
export function planColumns(plan: AccountPlan): string {
  return Object.entries(plan)
    .map(([name, value]) => `${name} ${typeof value === "string" ? "varchar" : "integer"}`)
    .join(", ");
}

async function refill(engine: Engine, name: string, columns: string, rows: readonly object[]): Promise<void> {
  await engine.run({ name: `make ${name}`, sql: `create or replace table ${name} (${columns})` });
  await engine.load(name, rows);
}

function functionsFirst(files: readonly SqlFile[], given: readonly string[]): SqlFile[] {
  const makesTable = (file: SqlFile) => file.creates.length > 0;
  return [...files.filter((file) => !makesTable(file)), ...inReadingOrder(files.filter(makesTable), given)];
}

async function lastMadeFrom(engine: Engine): Promise<string | undefined> {
  const [there] = await engine.rows<{ tables: number }>({
    name: "look for generator.made_from",
    sql: `select count(*) as tables from information_schema.tables
          where lower(table_schema) = 'generator' and lower(table_name) = 'made_from'`,
  });
  if (there!.tables === 0) return undefined;
  const [row] = await engine.rows<{ made_from: string }>({
    name: "read generator.made_from",
    sql: "select made_from from generator.made_from",
  });
  return row?.made_from;
}
