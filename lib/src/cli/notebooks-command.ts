// c360 notebooks: the committed notebooks carry the outputs of a full run. --save makes them anew, --check compares.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CheckFailedError } from "../core/errors";
import type { Progress } from "../core/progress";
import { compareNotebooks } from "../notebook/compare-notebooks";
import { type Notebook, readNotebook, writeNotebook } from "../notebook/nbformat";
import { restoreEnv } from "../notebook/process-as-it-is";
import { unshownNumbers } from "../notebook/prose-numbers";
import { defaultSettings } from "../pipeline/settings";
import { allNotebooks, notebooksFolder } from "./run-choice";
import { runCommand } from "./run-command";

/** Runs everything at full scale in a state folder of its own and keeps the outputs in notebooks/. */
export async function saveNotebooks(progress: Progress, signal: AbortSignal): Promise<void> {
  await inFreshHome(async (output) => {
    await runAll(output, progress, signal);
    for (const name of allNotebooks()) keep(name, readNotebook(join(output, `${name}.ipynb`)));
    console.log(`${allNotebooks().length} notebooks in ${notebooksFolder} carry the outputs of this run`);
  });
}

/** @throws CheckFailedError naming the first output that a fresh run does not give, or a number told that it does not show */
export async function checkNotebooks(progress: Progress, signal: AbortSignal): Promise<void> {
  await inFreshHome(async (output) => {
    await runAll(output, progress, signal);
    const stale = allNotebooks().flatMap((name) => {
      const fresh = readNotebook(join(output, `${name}.ipynb`));
      return [...compareNotebooks(readNotebook(inNotebooks(name)), fresh), ...unshownNumbers(fresh)].map(
        ({ where, what }) => `${name} ${where}: ${what}`,
      );
    });
    if (stale.length > 0) {
      const more = stale.length > 1 ? ` (and ${stale.length - 1} more)` : "";
      throw new CheckFailedError(
        `The committed notebooks are not those of this code: ${stale[0]}${more}; run: npx c360 notebooks --save`,
      );
    }
    console.log(`${allNotebooks().length} notebooks carry the outputs of a fresh run`);
  });
}

/** The notebook with its outputs, and each chart that a cell's metadata names as a picture for other pages. */
function keep(name: string, executed: Notebook): void {
  writeNotebook(inNotebooks(name), executed);
  for (const { metadata, outputs = [] } of executed.cells) {
    const drawn = outputs.flatMap((output) => ("data" in output ? [output.data["image/svg+xml"]] : [])).find(Boolean);
    if (typeof metadata.picture === "string" && drawn) {
      writeFileSync(join(notebooksFolder, metadata.picture), [drawn].flat().join(""));
    }
  }
}

const inNotebooks = (name: string) => join(notebooksFolder, `${name}.ipynb`);

function runAll(output: string, progress: Progress, signal: AbortSignal): Promise<unknown> {
  const { customers, seed } = defaultSettings;
  return runCommand({ customers, seed, output }, progress, signal);
}

/** A state folder for this one run, on the embedded engine, so that nobody's own state decides or is touched. */
async function inFreshHome(job: (output: string) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "c360-notebooks-"));
  const before = { ...process.env };
  Object.assign(process.env, { C360_HOME: home, C360_ENGINE: "duckdb", C360_LAKE: "" });
  try {
    await job(join(home, "executed"));
  } finally {
    restoreEnv(before);
    rmSync(home, { recursive: true, force: true });
  }
}
