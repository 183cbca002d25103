// What every stage works with: a database, a lake, and what is to be in them.
import type { Engine } from "../engine/engine";
import { openEngine } from "../engine/open";
import { stoppable } from "../engine/stoppable";
import { type Lake, openLake } from "../lake/lake";
import { readSettings, type Settings } from "./settings";

export interface Platform {
  readonly db: Engine;
  readonly lake: Lake;
  readonly settings: Settings;
}

/**
 * The platform that environment and settings name. Nothing is read or made until it is used.
 *
 * @param signal stops statements and transfers, when all of them belong to one command
 */
export function openPlatform(signal?: AbortSignal): Platform {
  const db = openEngine();
  return { db: signal ? stoppable(db, signal) : db, lake: openLake(undefined, signal), settings: readSettings() };
}
