// A Snowflake test server for each test of a file, and engines on it that are closed afterwards.
import { afterEach, beforeEach } from "vitest";
import type { Engine } from "../../lib/src/engine/engine";
import { openSnowflake, type SnowflakeOptions } from "../../lib/src/engine/snowflake";
import { SnowflakeServer } from "./snowflake-server";

export interface SnowflakeBench {
  readonly server: SnowflakeServer;
  /** Opens an engine that does not try long; with the server's own token unless the environment says otherwise. */
  open(env?: Record<string, string>, options?: SnowflakeOptions): Engine;
}

/** Call once at the top of a test file; use it inside the tests. */
export function snowflakeBench(): SnowflakeBench {
  let server: SnowflakeServer;
  let engines: Engine[] = [];
  beforeEach(async () => {
    server = await SnowflakeServer.start();
  });
  afterEach(async () => {
    await Promise.all(engines.map((db) => db.close()));
    engines = [];
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    open(env = { SNOWFLAKE_TOKEN: server.token }, options = {}) {
      const target = { SNOWFLAKE_ACCOUNT: "test", SNOWFLAKE_ACCESS_URL: server.url };
      const db = openSnowflake({ sign_in_retries: 0, env: { ...target, ...env }, ...options });
      engines.push(db);
      return db;
    },
  };
}

/** The smallest query. */
export const one = (db: Engine) => db.rows({ name: "one", sql: "select 1 as n" });
