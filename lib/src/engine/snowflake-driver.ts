// The Snowflake driver, loaded on first use and kept quiet: no log file, no console, no probing of the machine.
import type Driver from "snowflake-sdk";
import type { Connection } from "snowflake-sdk";

export type SnowflakeDriver = typeof Driver;

/** The driver's connection; its type leaves out the heartbeat. */
export type SnowflakeConnection = Connection & { heartbeat(done: (error: Error | undefined) => void): void };

let loading: Promise<SnowflakeDriver> | undefined;

/** Loads `snowflake-sdk`, which takes most of a second, and configures it once. */
export function snowflakeDriver(): Promise<SnowflakeDriver> {
  // at load time the driver would ask the cloud's metadata addresses where it runs, and at every connect tell home
  process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION ??= "true";
  process.env.SF_TELEMETRY_DISABLE_CONNECTION_SHAPE ??= "true";
  loading ??= load();
  return loading;
}

async function load(): Promise<SnowflakeDriver> {
  const driver = (await import("snowflake-sdk")).default;
  // by default it writes snowflake.log into the working folder; a logger of our own replaces file and console
  const nothing = () => {};
  const customLogger = { error: nothing, warn: nothing, info: nothing, debug: nothing, trace: nothing };
  driver.configure({ logLevel: "OFF", additionalLogToConsole: false, customLogger });
  return driver;
}
