// Small notebooks in a folder of their own that finds the project's packages.
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../lib/src/core/home";
import { type Cell, type Notebook, writeNotebook } from "../../lib/src/notebook/nbformat";

/** A notebook with these code cells. */
export function notebook(...sources: readonly string[]): Notebook {
  const cells = sources.map((source, i): Cell => {
    return { cell_type: "code", id: `cell-${i + 1}`, metadata: {}, source, execution_count: null, outputs: [] };
  });
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

export interface NotebookFolder {
  readonly path: string;
  /** For a kernel: its state lies in this folder too. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes a notebook, answers its file. */
  write(name: string, ...sources: readonly string[]): string;
  remove(): void;
}

export function notebookFolder(): NotebookFolder {
  const path = mkdtempSync(join(tmpdir(), "c360-notebooks-"));
  symlinkSync(join(projectFolder, "node_modules"), join(path, "node_modules"), "dir");
  return {
    path,
    env: { C360_HOME: join(path, "home") },
    write: (name, ...sources) => {
      const file = join(path, `${name}.ipynb`);
      writeNotebook(file, notebook(...sources));
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** What every notebook starts with. */
export const opening = `import { display } from "tslab";
import { linesChart, openWorkbook } from "customer-360";
const { db, show, check, progress } = await openWorkbook({ display });`;

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
