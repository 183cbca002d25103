// The engine contract on Snowflake's real driver, against the server in this folder.
import { afterAll, beforeAll, describe } from "vitest";
import { openSnowflake } from "../../lib/src/engine/snowflake";
import { engineContract } from "./contract";
import { SnowflakeServer } from "./snowflake-server";

describe("on the test server", () => {
  let server: SnowflakeServer;
  beforeAll(async () => {
    server = await SnowflakeServer.start();
  });
  afterAll(() => server.stop());
  engineContract(async () => openSnowflake({ env: server.environment }));
});
