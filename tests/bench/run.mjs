// Runs the workbook in a state folder of its own and reads what it made.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

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

/** Rows of a query on the state folder. */
export async function query(home, sql) {
  const { stdout } = await promisify(execFile)(process.execPath, [c360, "query", sql, "--format", "json"], {
    env: { ...process.env, C360_HOME: home, C360_ENGINE: "duckdb", C360_LAKE: "" },
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout);
}
