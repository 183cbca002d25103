// How files reach Snowflake: what is sent, what is copied, and what is left when something goes wrong.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { InvalidInputError, SqlError } from "../../lib/src/core/errors";
import type { Engine } from "../../lib/src/engine/engine";
import { openSnowflake } from "../../lib/src/engine/snowflake";
import type { Lake } from "../../lib/src/lake/lake";
import { SnowflakeServer } from "../engine/snowflake-server";
import { csv, customer, lay, layParquet, type Scene, scene, transaction, writeParquet } from "./sample";

let stage: Scene;
let server: SnowflakeServer;
beforeEach(async () => {
  server = await SnowflakeServer.start();
  stage = { ...scene(), engine: openSnowflake({ env: server.environment }) };
});
afterEach(async () => {
  delete process.env.C360_STAGE;
  await stage.engine.close();
  await server.stop();
});

const month = "transactions/transactions_2025-01.parquet";
const all = (sql: string, engine: Engine = stage.engine) => engine.rows({ name: "a query", sql });
const puts = () => server.log.filter((sql) => sql.startsWith("put "));
const left = async () => {
  const tables = ["customers", "transactions", "rejects", "arrived_customers", "arrived_transactions", "judgement"];
  const counts = await all(
    `select ${tables.map((name) => `(select count(*) from bronze.${name}) as ${name}`).join(", ")}`,
  );
  return Object.values(counts[0] as Record<string, number>);
};

describe("Parquet in the contract's types", () => {
  it("is sent as it lies in the lake, and copied with its row numbers", async () => {
    await layParquet(stage, month, [transaction(1), transaction(2, { amount: "-1.00" }), transaction(3)]);
    await loadBronze(stage.engine, stage.lake);
    expect(puts()).toHaveLength(1);
    expect(puts()[0]).toContain(`put 'file://${join(stage.lake.location, month)}' @bronze.incoming/`);
    expect(await all("select transaction_id, _source_line from bronze.transactions order by 2")).toEqual([
      { transaction_id: "T100001", _source_line: 1 },
      { transaction_id: "T100003", _source_line: 3 },
    ]);
    const [reject] = (await all("select record from bronze.rejects")) as { record: string }[];
    expect(JSON.parse(reject!.record)).toMatchObject({ transaction_id: "T100002", amount: "-1.00", is_wallet: "true" });
  });

  it("keeps microseconds, and names in capitals", async () => {
    const file = lay(stage, month, "");
    await writeParquet(
      file,
      `select 'T1' as "Transaction_ID", 'L1' as CUSTOMER_ID, timestamp '2025-01-01 10:00:00.123456' as transaction_at,
        null::date as posted_date, 12.5::decimal(12, 2) as amount, 'USD' as currency_code, 'Shop' as merchant_name,
        'gas' as merchant_category, 'online' as channel, true as is_wallet, false as is_recurring, 'approved' as status`,
    );
    await loadBronze(stage.engine, stage.lake);
    expect(
      await all("select transaction_id, transaction_at::varchar as at, posted_date, amount from bronze.transactions"),
    ).toEqual([{ transaction_id: "T1", at: "2025-01-01 10:00:00.123456", posted_date: null, amount: 12.5 }]);
  });
});

describe("an external stage over the lake's bucket", () => {
  /** The same files, said to lie in a bucket. */
  const bucket = (): Lake => ({
    location: "s3://books/lake",
    list: (folder) => stage.lake.list(folder),
    put: (path, file) => stage.lake.put(path, file),
    fetch: (path) => stage.lake.fetch(path),
    remove: (path) => stage.lake.remove(path),
  });

  it("spares Parquet the way through this machine, and nothing else", async () => {
    process.env.C360_STAGE = "bronze.lake";
    mkdirSync(stage.lake.location, { recursive: true });
    server.database.stages.mount("bronze.lake", stage.lake.location);
    await layParquet(stage, month, [transaction(1)]);
    lay(stage, "customers/customers.csv", csv("customers", [customer(1)]));
    expect((await loadBronze(stage.engine, bucket())).rows_loaded).toBe(2);
    expect(puts()).toHaveLength(1);
    expect(puts()[0]).toContain("records.parquet");
  });

  it("needs a name that is one", async () => {
    process.env.C360_STAGE = "bronze.lake/../other";
    await layParquet(stage, month, [transaction(1)]);
    await expect(loadBronze(stage.engine, bucket())).rejects.toThrow(InvalidInputError);
  });
});

describe("a load that fails", () => {
  beforeEach(() =>
    lay(stage, "customers/customers.csv", csv("customers", [customer(1), customer(2, { card_type: "x" })])),
  );

  it("in its last statement leaves no row behind", async () => {
    await loadBronze(stage.engine, stage.lake, { feeds: ["account_changes"] });
    await stage.engine.run({ name: "spoil", sql: "alter table observability.loaded_files add column surplus integer" });
    await expect(loadBronze(stage.engine, stage.lake)).rejects.toThrow(SqlError);
    expect(await left()).toEqual([0, 0, 0, 0, 0, 0]);
    await stage.engine.run({ name: "mend", sql: "alter table observability.loaded_files drop column surplus" });
    await loadBronze(stage.engine, stage.lake);
    expect(await left()).toEqual([1, 0, 1, 0, 0, 0]);
  });

  it("because its session ended is tried once more, and is in once", async () => {
    server.fault("end the session", /copy into/);
    await loadBronze(stage.engine, stage.lake);
    expect(await left()).toEqual([1, 0, 1, 0, 0, 0]);
  });
});

it("two notebooks that load at the same time load each file once", async () => {
  const other = openSnowflake({ env: server.environment });
  await loadBronze(stage.engine, stage.lake);
  lay(stage, "customers/customers.csv", csv("customers", [customer(1), customer(2)]));
  const loads = await Promise.allSettled([loadBronze(stage.engine, stage.lake), loadBronze(other, stage.lake)]);
  await other.close();
  // the double refuses a second writer where Snowflake would let it wait; whoever is refused has changed nothing
  expect(loads.some((load) => load.status === "fulfilled")).toBe(true);
  expect(await left()).toEqual([2, 0, 0, 0, 0, 0]);
});
