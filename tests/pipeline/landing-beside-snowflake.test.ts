// What lands, and what is seen of it, when the warehouse is on Snowflake: the work of the embedded database.
import { afterAll, beforeAll, expect, it } from "vitest";
import { landCustomers } from "../../lib/src/pipeline/land-customers";
import { openLanded } from "../../lib/src/pipeline/landed";
import { closePlatform, openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { categoryMix } from "../../lib/src/pipeline/realism-shapes";
import { writeSettings } from "../../lib/src/pipeline/settings";
import { landTransactions } from "../../lib/src/pipeline/stages";
import { SnowflakeServer } from "../engine/snowflake-server";
import { useTemporaryHome } from "../temporary-home";

useTemporaryHome();
let server: SnowflakeServer;
let platform: Platform;
beforeAll(async () => {
  server = await SnowflakeServer.start();
  Object.assign(process.env, { C360_ENGINE: "snowflake" }, server.environment);
  writeSettings({ customers: 100 });
  platform = openPlatform();
});
afterAll(async () => {
  await closePlatform(platform);
  await server.stop();
});

it("needs nothing of the warehouse", async () => {
  expect([platform.db.name, platform.embedded.name]).toEqual(["snowflake", "duckdb"]);
  await landCustomers(platform);
  const files = await landTransactions(platform);
  const landed = await openLanded(platform);
  expect(landed.transactions).toBe(files.reduce((sum, file) => sum + file.rows, 0));
  expect((await categoryMix(platform.embedded)).length).toBeGreaterThan(0);
  expect(server.log).toEqual([]);
});
