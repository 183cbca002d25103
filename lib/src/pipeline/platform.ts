// What every stage works with: databases, a lake, and what is to be in them.
import type { Engine } from "../engine/engine";
import { openEngine } from "../engine/open";
import { stoppable } from "../engine/stoppable";
import { type Lake, openLake } from "../lake/lake";
import { readSettings, type Settings } from "./settings";

export interface Platform {
  /** The warehouse. */
  readonly db: Engine;
  /**
   * The embedded database. It makes what lands in the lake and looks at it there, wherever the warehouse is: `db`
   * itself on DuckDB, a file in the state folder beside Snowflake.
   */
  readonly embedded: Engine;
  readonly lake: Lake;
  readonly settings: Settings;
}

/**
 * The platform that environment and settings name. Nothing is read or made until it is used.
 *
 * @param signal stops statements and transfers, when all of them belong to one command
 */
export function openPlatform(signal?: AbortSignal): Platform {
  const until = (engine: Engine) => (signal ? stoppable(engine, signal) : engine);
  const db = until(openEngine());
  const embedded = db.name === "duckdb" ? db : until(openEngine({ engine: "duckdb" }));
  return { db, embedded, lake: openLake(undefined, signal), settings: readSettings() };
}

/** Lets go of its databases. */
export async function closePlatform({ db, embedded }: Pick<Platform, "db" | "embedded">): Promise<void> {
  await Promise.all([db.close(), embedded.close()]);
}
