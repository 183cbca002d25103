// Where things live: the project's own folders, and the state folder that a run fills.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The project's top folder, found upwards from this file by its `sql/` and `notebooks/`. */
export const projectFolder = findProject(__dirname);

/** The state folder: `C360_HOME`, or `.workbook/` in the project. A relative path counts from the project's folder. */
export function homeFolder(): string {
  return resolve(projectFolder, process.env.C360_HOME || ".workbook");
}

function findProject(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "sql")) && existsSync(join(folder, "notebooks"))) return folder;
    if (folder === dirname(folder)) return resolve(start, "../../..");
  }
}
