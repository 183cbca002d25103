// c360 run: the notebooks in order, with progress and a stage timer. One kernel takes them all, reset in between: a new one
// for each would load the compiler and the library seven times.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "../core/errors";
import { homeFolder, homePlace } from "../core/home";
import { makeFolder } from "../core/make-folder";
import type { Progress } from "../core/progress";
import { CellFailedError } from "../notebook/cell-failure";
import { type Kernel, startKernel } from "../notebook/kernel";
import { writeNotebook } from "../notebook/nbformat";
import { type ExecutedNotebook, runNotebook } from "../notebook/run-notebook";
import { type Settings, writeSettings } from "../pipeline/settings";
import { chosenNotebooks, notebooksFolder, type RunChoice, settingsOf } from "./run-choice";

/** How long a notebook took, and the most memory that the kernel had used by its end. */
export interface NotebookTime {
  readonly notebook: string;
  readonly seconds: number;
  readonly peak_mib: number;
}

/**
 * Runs the chosen notebooks; the first that fails ends the run. Executed copies are written one by one.
 *
 * @throws InvalidInputError when the choice cannot be; then nothing was changed
 */
export async function runCommand(choice: RunChoice, progress: Progress, signal: AbortSignal): Promise<NotebookTime[]> {
  const settings = settingsOf(choice);
  const names = chosenNotebooks(choice, settings);
  if (choice.output !== undefined) makeOutput(choice.output);
  writeSettings(settings);
  const output = choice.output ?? homePlace("executed");
  makeFolder(output);
  console.log(introduction(settings, names));
  const times: NotebookTime[] = [];
  let kernel = startKernel({ cwd: notebooksFolder, signal });
  try {
    for (const [i, name] of names.entries()) {
      if (i > 0) kernel = asNew(await kernel, signal);
      kernel.catch(() => {}); // the notebook says why it did not start
      times.push(await runOne(name, output, kernel, progress, signal));
    }
  } finally {
    await kernel.then((last) => last.close()).catch(() => {});
  }
  writeFileSync(homePlace("run"), `${JSON.stringify({ customers: settings.customers, notebooks: times }, null, 2)}\n`);
  console.log(summary(times, output));
  return times;
}

/** The kernel, reset, or another when it cannot be. */
async function asNew(kernel: Kernel, signal: AbortSignal): Promise<Kernel> {
  try {
    await kernel.reset();
    return kernel;
  } catch {
    await kernel.kill();
    return startKernel({ cwd: notebooksFolder, signal });
  }
}

function makeOutput(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InvalidInputError(`run needs --output as a folder that can be made, got ${folder} (${code})`, {
      cause: error,
    });
  }
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
  if (run.ends_early) console.log(`○ ${name}  ${run.ends_early}`);
  else console.log(`✓ ${name}  ${run.seconds.toFixed(1)} s`);
  return { notebook: name, seconds: run.seconds, peak_mib: run.peak_mib };
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
