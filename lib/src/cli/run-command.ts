// c360 run: the notebooks in order, each in a fresh kernel, with progress and a stage timer.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "../core/errors";
import { homeFolder, projectFolder } from "../core/home";
import type { Progress } from "../core/progress";
import { CellFailedError } from "../notebook/cell-failure";
import { type Kernel, startKernel } from "../notebook/kernel";
import { writeNotebook } from "../notebook/nbformat";
import { type ExecutedNotebook, runNotebook } from "../notebook/run-notebook";
import { type Settings, writeSettings } from "../pipeline/settings";

export interface RunChoice {
  readonly customers?: number;
  readonly seed?: number;
  /** The number of the one notebook to run. */
  readonly only?: string;
  /** The number of the first notebook to run. */
  readonly from?: string;
  /** Where executed notebooks are written; `executed/` in the state folder when left out. */
  readonly output?: string;
}

/** How long a notebook took and how much memory its kernel used at most. */
export interface NotebookTime {
  readonly notebook: string;
  readonly seconds: number;
  readonly peak_mib: number;
}

export const notebooksFolder = join(projectFolder, "notebooks");

/** Runs the chosen notebooks; the first that fails ends the run. Executed copies are written one by one. */
export async function runCommand(choice: RunChoice, progress: Progress, signal: AbortSignal): Promise<NotebookTime[]> {
  const settings = writeSettings({
    ...(choice.customers !== undefined && { customers: choice.customers }),
    ...(choice.seed !== undefined && { seed: choice.seed }),
  });
  const names = chosenNotebooks(choice, settings);
  const output = choice.output ?? join(homeFolder(), "executed");
  mkdirSync(output, { recursive: true });
  console.log(introduction(settings, names));
  const times: NotebookTime[] = [];
  let kernel = startKernel({ cwd: notebooksFolder });
  for (const [i, name] of names.entries()) {
    const next = i + 1 < names.length ? startKernel({ cwd: notebooksFolder }) : undefined;
    next?.catch(() => {});
    times.push(
      await runOne(name, output, kernel, progress, signal).catch(async (error) => {
        await next?.then((idle) => idle.kill()).catch(() => {});
        throw error;
      }),
    );
    if (next) kernel = next;
  }
  writeFileSync(
    join(homeFolder(), "run.json"),
    `${JSON.stringify({ customers: settings.customers, notebooks: times }, null, 2)}\n`,
  );
  console.log(summary(times, output));
  return times;
}

async function runOne(
  name: string,
  output: string,
  kernel: Promise<Kernel>,
  progress: Progress,
  signal: AbortSignal,
): Promise<NotebookTime> {
  console.log(`▸ ${name}`);
  let run: ExecutedNotebook;
  try {
    run = await runNotebook(join(notebooksFolder, `${name}.ipynb`), { kernel, signal, on_progress: progress });
  } catch (error) {
    if (error instanceof CellFailedError) writeNotebook(join(output, `${name}.ipynb`), error.executed);
    throw error;
  }
  writeNotebook(join(output, `${name}.ipynb`), run.notebook);
  console.log(`✓ ${name}  ${run.seconds.toFixed(1)} s`);
  return { notebook: name, seconds: run.seconds, peak_mib: run.peak_mib };
}

/** The notebooks there are, in reading order, by name without ending. */
export function allNotebooks(): string[] {
  if (!existsSync(notebooksFolder)) return [];
  return readdirSync(notebooksFolder)
    .filter((file) => /^\d\d_.*\.ipynb$/.test(file))
    .map((file) => file.replace(".ipynb", ""))
    .sort();
}

function chosenNotebooks({ only, from }: RunChoice, settings: Settings): string[] {
  const all = allNotebooks();
  for (const number of [only, from]) {
    if (number !== undefined && !all.some((name) => name.startsWith(`${number}_`))) {
      throw new InvalidInputError(
        `run needs a notebook's number, one of ${all.map((name) => name.slice(0, 2)).join(", ")}; got ${number}`,
      );
    }
  }
  const isAboutGeneratedBooks = (name: string) => name.startsWith("02_") || name.startsWith("03_");
  return all
    .filter((name) => only === undefined || name.startsWith(`${only}_`))
    .filter((name) => from === undefined || name.slice(0, 2) >= from)
    .filter((name) => settings.books === "generated" || !isAboutGeneratedBooks(name));
}

function introduction({ customers, seed, books }: Settings, names: readonly string[]): string {
  const number = customers.toLocaleString("en-US");
  const source =
    books === "generated"
      ? `${number} customers, seed ${seed}`
      : "books loaded from a folder; 02 and 03, about the generated ones, are left out";
  return `Customer 360: ${names.length} notebooks, ${source}, state in ${homeFolder()}`;
}

function summary(times: readonly NotebookTime[], output: string): string {
  const width = Math.max(...times.map(({ notebook }) => notebook.length));
  const lines = times.map(
    ({ notebook, seconds }) => `  ${notebook.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s`,
  );
  const total = times.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    ...lines,
    `  ${"all".padEnd(width)}  ${total.toFixed(1).padStart(6)} s`,
    `Executed notebooks: ${output}`,
  ].join("\n");
}
