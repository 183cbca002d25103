// Back to the state before a notebook, or to nothing at all.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { emptyLake } from "../bronze/load-folder";
import { InvalidInputError } from "../core/errors";
import { homeFolder, homePlace, homePlaces } from "../core/home";
import type { Engine } from "../engine/engine";
import { openLake } from "../lake/lake";
import { sqlFiles } from "../sql/model";
import { literal } from "../sql/statement";
import { dropChurnTrials } from "./churn/feature-tables";
import { MART_LAYERS, WAREHOUSE_LAYERS } from "./lineage";
import { isView, runModels } from "./run-models";
import { readSettings, unusableHome, writeSettings } from "./settings";

/** Notebooks one can go back to, and the schemas that are empty before each. */
const EMPTY_BEFORE: Readonly<Record<string, readonly string[]>> = {
  "04": ["silver", "gold"],
  "03": ["silver", "gold", "bronze"],
  "02": ["silver", "gold", "bronze", "generator"],
};

/** What belongs to a state folder, and what is written beside it on the way, e.g. the database's log. */
const isOurs = (name: string) =>
  Object.values(homePlaces).some((place) => name === place || name.startsWith(`${place}.`));

/**
 * Empties what was built from a notebook on, so that it can be run as if for the first time.
 *
 * @param notebook its number, "02" to "06"
 * @throws InvalidInputError for any other notebook
 */
export async function resetTo(engine: Engine, notebook: string): Promise<void> {
  const schemas = EMPTY_BEFORE[notebook];
  if (!schemas && notebook !== "05" && notebook !== "06") {
    throw new InvalidInputError(
      `reset --to needs a notebook that builds something, one of 02, 03, 04, 05, 06; got ${notebook}`,
    );
  }
  await dropChurn(engine);
  if (notebook === "06") await makeProfilesWithoutScores(engine);
  if (notebook === "05") await dropMarts(engine);
  if (schemas) await dropSchemas(engine, schemas);
  if (notebook !== "02") return;
  await withdrawLoadedBooks();
  for (const place of ["lake", "books"] as const) rmSync(homePlace(place), { recursive: true, force: true });
  writeSettings({ books: "generated" });
}

async function dropSchemas(engine: Engine, schemas: readonly string[]): Promise<void> {
  const forget = schemas.includes("bronze")
    ? ["observability.loaded_files", "observability.model_runs"]
    : ["observability.model_runs"];
  const statements = [
    ...(engine.name === "duckdb" ? emptiedSchemas(schemas) : await emptiedTables(engine, schemas)),
    ...forget.map((table) => `drop table if exists ${table}`),
  ];
  for (const sql of statements) await engine.run({ name: "reset", sql });
}

/** Loaded books go out of the lake too, wherever it is: generated ones would come to lie beside them. */
async function withdrawLoadedBooks(): Promise<void> {
  if (hasLoadedBooks()) await emptyLake(openLake());
}

function hasLoadedBooks(): boolean {
  try {
    return readSettings().books !== "generated";
  } catch {
    return false; // settings that cannot be read are a reason to reset
  }
}

function emptiedSchemas(schemas: readonly string[]): string[] {
  return schemas.flatMap((schema) => [`drop schema if exists ${schema} cascade`, `create schema ${schema}`]);
}

/** On Snowflake a schema carries its owner and its grants, and is kept. */
async function emptiedTables(engine: Engine, schemas: readonly string[]): Promise<string[]> {
  const tables = await engine.rows<{ name: string; table_type: string }>({
    name: "tables to drop",
    sql: `select lower(table_schema || '.' || table_name) as name, table_type from information_schema.tables
          where lower(table_schema) in (${schemas.map(literal).join(", ")}) order by 1`,
  });
  return tables.map(({ name, table_type }) => `drop ${table_type === "VIEW" ? "view" : "table"} if exists ${name}`);
}

/** Everything else stays; churn features, predictions and models go. */
export async function dropChurn(engine: Engine): Promise<void> {
  for (const model of [...sqlFiles("40_features", engine.name)].reverse()) {
    const kind = isView(model) ? "view" : "table";
    for (const name of model.creates) await engine.run({ name: "reset", sql: `drop ${kind} if exists ${name}` });
  }
  await dropChurnTrials(engine);
  for (const table of ["churn_predictions", "churn_backtest", "churn_importance"])
    await engine.run({ name: "reset", sql: `drop table if exists gold.${table}` });
  rmSync(homePlace("models"), { recursive: true, force: true });
}

/** Profiles carry the scores that have gone: where there are any, they are made anew. */
async function makeProfilesWithoutScores(engine: Engine): Promise<void> {
  const profiles = await engine.rows({
    name: "profiles there",
    sql: `select 1 from information_schema.tables
          where lower(table_schema) = 'gold' and lower(table_name) = 'customer_360_profile'`,
  });
  if (profiles.length > 0) await runModels(engine, { layers: [...WAREHOUSE_LAYERS, ...MART_LAYERS] });
}

/** The star schema stays; segments, metrics, profiles and predictions go. */
async function dropMarts(engine: Engine): Promise<void> {
  for (const model of MART_LAYERS.flatMap((layer) => sqlFiles(layer, engine.name))) {
    const kind = isView(model) ? "view" : "table";
    for (const name of model.creates) await engine.run({ name: "reset", sql: `drop ${kind} if exists ${name}` });
  }
}

/**
 * Removes everything that runs have left in the state folder, and the folder when nothing else is in it.
 *
 * @returns what else lies there and was left alone
 * @throws UnavailableError when the state folder is a file, or may not be emptied
 */
export async function resetAll(): Promise<string[]> {
  const home = homeFolder();
  if (!existsSync(home)) return [];
  await withdrawLoadedBooks();
  try {
    const names = readdirSync(home);
    const others = names.filter((name) => !isOurs(name));
    for (const name of names.filter(isOurs)) rmSync(join(home, name), { recursive: true, force: true });
    if (others.length === 0) rmSync(home, { recursive: true, force: true });
    return others;
  } catch (error) {
    throw unusableHome(error);
  }
}
