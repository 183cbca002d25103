// Waiting for a DuckDB file that another process holds, and seeing that another process waits for ours.
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { firstLine, UnavailableError } from "../core/errors";
import { makeFolder } from "../core/make-folder";

const LONGEST_PAUSE_MS = 250;
const MARK_LIFE_MS = 2000;

/** The newest file format: its text columns are written in two thirds of the time. Older DuckDBs cannot read it. */
const FORMAT = { storage_compatibility_version: "latest" } as const;

export interface OpenSettings {
  readonly memory_limit: string;
  readonly wait_seconds: number;
  /** Throws when there is no point in waiting any longer. */
  readonly check: () => void;
}

/**
 * Opens a database file as soon as no other process holds it.
 *
 * @throws UnavailableError when it is held for longer than `wait_seconds` (naming the process), or cannot be opened
 */
export async function openWhenFree(file: string, { memory_limit, wait_seconds, check }: OpenSettings) {
  const giveUpAt = Date.now() + 1000 * wait_seconds;
  for (let pause = 20; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    check();
    try {
      makeFolder(dirname(file));
      const instance = await DuckDBInstance.create(file, { memory_limit, ...FORMAT });
      if (file !== ":memory:") {
        rmSync(waitingMark(file), { force: true });
        rmSync(`${file}.tmp`, { recursive: true, force: true }); // what a killed process spilled; the file is ours now
      }
      return instance;
    } catch (error) {
      const { message } = error as Error;
      if (!/Could not set lock|used by another process/i.test(message)) {
        throw new UnavailableError(`${file} cannot be opened: ${firstLine(message)}`, { cause: error });
      }
      if (Date.now() > giveUpAt) {
        throw new UnavailableError(
          `${file} is needed here, but ${holderIn(message)} has been working in it for ${wait_seconds} s; ` +
            "wait until it is done, or end it, and run this again",
          { cause: error },
        );
      }
      writeFileSync(waitingMark(file), "");
      await sleep(pause * (0.5 + Math.random() / 2)); // uneven, so that two who wait do not keep meeting
    }
  }
}

/** Whether another process has lately asked for the file. */
export function someoneWaits(file: string): boolean {
  return Date.now() - (statSync(waitingMark(file), { throwIfNoEntry: false })?.mtimeMs ?? 0) < MARK_LIFE_MS;
}

/** After letting go: leaves a waiting process the time to take the file. */
export async function stepAside(file: string): Promise<void> {
  const until = Date.now() + 2 * LONGEST_PAUSE_MS;
  while (existsSync(waitingMark(file)) && Date.now() < until) await sleep(10);
}

function waitingMark(file: string): string {
  return `${file}.waiting`;
}

function holderIn(message: string): string {
  const [, name, pid] = /lock is held in (?:(.+?) )?\(?PID (\d+)/.exec(message) ?? [];
  if (!pid) return "another process";
  return name ? `process ${pid} (${name})` : `process ${pid}`;
}
