// What every stage works with: a database, a lake, and what is to be in them.
import type { Engine } from "../engine/engine";
import { openEngine } from "../engine/open";
import { type Lake, openLake } from "../lake/lake";
import { readSettings, type Settings } from "./settings";

export interface Platform {
  readonly db: Engine;
  readonly lake: Lake;
  readonly settings: Settings;
}

/** The platform that environment and settings name. Nothing is read or made until it is used. */
export function openPlatform(): Platform {
  return { db: openEngine(), lake: openLake(), settings: readSettings() };
}
