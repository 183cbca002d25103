// The generator's own SQL on Snowflake, where no command runs it: the same seed gives the same rows there.
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import type { Engine } from "../../lib/src/engine/engine";
import { openSnowflake } from "../../lib/src/engine/snowflake";
import { writeBooks } from "../../lib/src/generate/write-books";
import { prepareGenerator } from "../../lib/src/pipeline/generator-setup";
import { SnowflakeServer } from "../engine/snowflake-server";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
let server: SnowflakeServer;
let engines: Engine[];
beforeAll(async () => {
  server = await SnowflakeServer.start();
  engines = [openDuckDb({ file: ":memory:" }), openSnowflake({ env: server.environment })];
});
afterAll(async () => {
  for (const engine of engines) await engine.close();
  await server.stop();
});

it("gives the same transactions of a month on both engines", async () => {
  const { truth_file } = await writeBooks({ count: 100, seed: 42, output: join(home.path, "books/customers.csv") });
  const prints = [];
  for (const engine of engines) {
    await prepareGenerator(engine, { truth_file, truth_version: "one", customers: 100, seed: 42 });
    await engine.run({
      name: "choose a month",
      sql: "create or replace table generator.slice as select 31::bigint as from_day, 61::bigint as to_day",
    });
    const [print] = await engine.rows<{ row_count: number; amount_sum: number; ids: string }>({
      name: "fingerprint of a month",
      sql: `select count(*) as row_count, sum(amount) as amount_sum, md5(listagg(transaction_id, ' ' order by transaction_id)) as ids
            from generator.slice_transaction`,
    });
    prints.push(print!);
  }
  expect(prints[0]!.row_count).toBeGreaterThan(1000);
  expect(prints[1]).toEqual(prints[0]);
});
