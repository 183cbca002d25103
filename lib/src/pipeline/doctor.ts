// Looks before we leap: is everything here that a run needs?
import { accessSync, constants, existsSync, readFileSync, statfsSync } from "node:fs";
import { totalmem } from "node:os";
import { firstLine } from "../core/errors";
import { homeFolder } from "../core/home";
import { makeFolder } from "../core/make-folder";
import type { Platform } from "./platform";
import type { Settings } from "./settings";

/** One thing a run needs, whether it is here, and what to do if it is not. */
export interface Finding {
  readonly item: string;
  readonly needs: string;
  readonly found: string;
  readonly is_ok: boolean;
  readonly next_step: string;
}

const GIB = 2 ** 30;
const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;

/** Everything a run needs, looked at one by one; nothing is changed but the state folder made. */
export async function doctor({ db: engine, lake, settings }: Platform): Promise<Finding[]> {
  const findings = [nodeVersion(), memory(), stateFolder(), disk(settings), kernel()];
  findings.push(
    await answers(
      `engine ${engine.name}`,
      "answers a query",
      async () => {
        await engine.rows({ name: "doctor", sql: "select 1 as one" });
      },
      engine.name === "duckdb"
        ? "npx c360 reset makes a new database"
        : "look at the SNOWFLAKE_ settings in the environment",
    ),
    await answers(
      "lake",
      "can be listed",
      async () => {
        await lake.list("customers");
      },
      "C360_LAKE names a folder or s3://bucket/prefix that these credentials can read",
    ),
  );
  return findings;
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const is_ok = major > 20 || (major === 20 && minor >= 19);
  return {
    item: "Node",
    needs: "20.19 or later",
    found: process.versions.node,
    is_ok,
    next_step: "install a current Node",
  };
}

function memory(): Finding {
  const total = totalmem();
  return {
    item: "memory",
    needs: "4 GiB",
    found: gib(total),
    is_ok: total >= 4 * GIB,
    next_step: "run fewer customers: --customers 5000",
  };
}

function stateFolder(): Finding {
  const item = "state folder";
  const needs = "can be written";
  const next_step = "name another folder in C360_HOME";
  try {
    makeFolder(homeFolder());
    accessSync(homeFolder(), constants.W_OK);
    return { item, needs, found: homeFolder(), is_ok: true, next_step };
  } catch (error) {
    return { item, needs, found: firstLine((error as Error).message), is_ok: false, next_step };
  }
}

/** About 60 KiB a customer: lake, bronze and gold of 270 transactions each, and room for a model being replaced. */
function disk({ customers }: Settings): Finding {
  const folder = existsSync(homeFolder()) ? homeFolder() : ".";
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const needed = 0.5 * GIB + customers * 60 * 1024;
  return {
    item: "disk",
    needs: gib(needed),
    found: `${gib(free)} free`,
    is_ok: free >= needed,
    next_step: "free some space, or name a folder on another disk in C360_HOME",
  };
}

function kernel(): Finding {
  const finding = { item: "kernel", needs: "tslab", next_step: "npm ci" };
  try {
    const { version } = JSON.parse(readFileSync(require.resolve("tslab/package.json"), "utf8"));
    return { ...finding, found: version, is_ok: true };
  } catch {
    return { ...finding, found: "not installed", is_ok: false };
  }
}

async function answers(item: string, needs: string, ask: () => Promise<void>, next_step: string): Promise<Finding> {
  try {
    await ask();
    return { item, needs, found: "yes", is_ok: true, next_step };
  } catch (error) {
    return { item, needs, found: firstLine((error as Error).message), is_ok: false, next_step };
  }
}
