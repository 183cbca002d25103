// State folders that several test files start from: the first that asks builds one, all get a copy of their own.
import { cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { homeFolder } from "../lib/src/core/home";
import { closePlatform, openPlatform } from "../lib/src/pipeline/platform";
import { writeSettings } from "../lib/src/pipeline/settings";
import { buildTo, type Stage } from "../lib/src/pipeline/stages";

/**
 * Fills the state folder in C360_HOME, which nobody has used yet, with what a build leaves in one. The build runs once in
 * a test run, whichever process asks for it first; it lies in the run's temporary folder and goes with it.
 */
export async function fillHome(name: string, build: () => Promise<void>): Promise<void> {
  const built = join(tmpdir(), "built-homes", name);
  mkdirSync(join(built, ".."), { recursive: true });
  if (!existsSync(built)) {
    if (isFirst(`${built}.asked`)) await buildIn(built, build);
    else await until(built);
  }
  cpSync(built, homeFolder(), { recursive: true, preserveTimestamps: true });
}

/** A state folder with generated books, brought to a stage; the marts are built on the gold that others start from. */
export function fillHomeTo(stage: Stage, customers: number): Promise<void> {
  return fillHome(`${customers}-${stage}`, async () => {
    if (stage === "marts") await fillHomeTo("gold", customers);
    writeSettings({ customers });
    const platform = openPlatform();
    await buildTo(platform, stage);
    await closePlatform(platform);
  });
}

async function buildIn(built: string, build: () => Promise<void>): Promise<void> {
  const before = process.env.C360_HOME;
  process.env.C360_HOME = `${built}.building`;
  try {
    await build();
    renameSync(`${built}.building`, built);
  } catch (error) {
    writeFileSync(`${built}.failed`, String(error));
    throw error;
  } finally {
    process.env.C360_HOME = before;
  }
}

async function until(built: string): Promise<void> {
  while (!existsSync(built)) {
    if (existsSync(`${built}.failed`)) throw new Error(`another test file could not build ${built}`);
    await sleep(100);
  }
}

function isFirst(note: string): boolean {
  try {
    mkdirSync(note);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
