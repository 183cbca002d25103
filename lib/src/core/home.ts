// Where things live: the project's own folders, and the state folder that a run fills.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The project's top folder, found upwards from this file by its `sql/` and `notebooks/`. */
export const projectFolder = findProject(__dirname);

/** The state folder: `C360_HOME`, or `.workbook/` in the project. A relative path counts from the project's folder. */
export function homeFolder(): string {
  return resolve(projectFolder, process.env.C360_HOME || ".workbook");
}

/** What lies in the state folder. Whoever writes there has its place here, so that a reset finds all of it. */
export const homePlaces = {
  database: "customer_360.duckdb",
  settings: "settings.json",
  lake: "lake",
  lake_cache: "lake-cache",
  books: "books",
  models: "models",
  exports: "exports",
  executed: "executed",
  run: "run.json",
} as const;

/** The path of a place in the state folder. */
export function homePlace(place: keyof typeof homePlaces): string {
  return join(homeFolder(), homePlaces[place]);
}

function findProject(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "sql")) && existsSync(join(folder, "notebooks"))) return folder;
    if (folder === dirname(folder)) return resolve(start, "../../..");
  }
}
