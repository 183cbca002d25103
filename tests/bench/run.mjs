// Runs the workbook, or the library alone, in a state folder of its own, and holds what was measured against a budget.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const c360 = join(root, "lib/bin/c360.js");

/** A state folder that goes away with `remove`, and starts anew with `empty`. */
export function temporaryHome() {
  const home = mkdtempSync(join(tmpdir(), "c360-bench-"));
  const remove = () => rmSync(home, { recursive: true, force: true });
  const empty = () => {
    remove();
    mkdirSync(home);
  };
  return { home, remove, empty };
}

/** Starts `c360 run` as the leader of its own process group, so that a kill reaches its kernels too. */
export function startRun(home, customers) {
  const child = spawn(process.execPath, [c360, "run", "--customers", String(customers)], {
    env: { ...process.env, C360_HOME: home, C360_ENGINE: "duckdb", C360_LAKE: "" },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  let errors = "";
  child.stderr.on("data", (text) => {
    errors = (errors + text).slice(-2000);
  });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal, errors })));
  return { pid: child.pid, ended };
}

/** Ends a run and every process it started, at once. */
export function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** What the run wrote about itself: notebooks with seconds and peak memory. */
export function runReport(home) {
  return JSON.parse(readFileSync(join(home, "run.json"), "utf8"));
}

const require = createRequire(import.meta.url);

/** A module of the library that its front door does not show. */
export function internals(module) {
  return require(`../../lib/dist/${module}.js`);
}

/** Opens the platform of a state folder in this process and hands it to `work`. */
export async function withHome(home, work) {
  Object.assign(process.env, { C360_HOME: home, C360_ENGINE: "duckdb", C360_LAKE: "" });
  const library = internals("index");
  const platform = library.openPlatform();
  try {
    return await work(library, platform);
  } finally {
    await platform.db.close();
  }
}

/** Builds a platform of so many customers up to a stage, in this process, and hands it to `work`. */
export async function withPlatform({ customers, stage }, work) {
  const { home, remove } = temporaryHome();
  process.env.C360_HOME = home;
  internals("pipeline/settings").writeSettings({ customers });
  try {
    return await withHome(home, async (library, platform) => {
      console.log(`building ${stage} of ${customers.toLocaleString("en-US")} customers ...`);
      await library.buildTo(platform, stage);
      return work(library, platform);
    });
  } finally {
    remove();
  }
}

/** Prints a row and what in it is over its budget; true when nothing is. */
export function withinBudget(row, budget) {
  console.table([row]);
  const broken = Object.entries(budget).filter(([name, limit]) => row[name] > limit);
  for (const [name, limit] of broken) console.log(`over budget: ${name} is ${row[name]}, over ${limit}`);
  return broken.length === 0;
}

export function round(value, digits) {
  return Number(value.toFixed(digits));
}
