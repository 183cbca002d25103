// Repeated queries on one DuckDB file at the same time, with what else is asked of it.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SqlError } from "../../lib/src/core/errors";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import type { Engine } from "../../lib/src/engine/engine";

const folder = mkdtempSync(join(tmpdir(), "c360-side-by-side-"));
let db: Engine;
let files = 0;

beforeEach(async () => {
  db = openDuckDb({ file: join(folder, `${files++}.duckdb`) });
  await db.run({ name: "a table", sql: "create table silver.t (id integer)" });
});
afterEach(() => db.close());

const ask = <Row>(sql: string, { signal }: Pick<AbortController, "signal"> = new AbortController()) =>
  db.rows<Row>({ name: "asked often", sql, is_repeated: true, signal });
const count = () => ask<{ n: number }>("select count(*) as n from silver.t").then(([row]) => row!.n);
const insert = () => db.run({ name: "one more", sql: "insert into silver.t values (1)" });

/** Minutes of work. */
const ENDLESS = "select count(*) as n from range(1000000) as a, range(1000000) as b where a.range * b.range % 7 = 3";

it("answers a short query while a long one runs", async () => {
  const controller = new AbortController();
  const long = ask(ENDLESS, controller);
  expect(await count()).toBe(0);
  controller.abort();
  await expect(long).rejects.toThrow(/cancelled/);
});

it("stops the query that is meant and no other", async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const [one, two] = [ask(ENDLESS, first), ask(ENDLESS, second)];
  first.abort();
  await expect(one).rejects.toThrow(/cancelled/);
  expect(await Promise.race([two, count().then(() => "still running")])).toBe("still running");
  second.abort();
  await expect(two).rejects.toThrow(/cancelled/);
});

it("lets a write wait for the queries before it, and those after it see what it wrote", async () => {
  const answers = await Promise.all([count(), count(), insert(), count(), insert(), count(), count()]);
  expect(answers).toEqual([0, 0, undefined, 1, undefined, 2, 2]);
});

it("runs other statements one after another", async () => {
  const controller = new AbortController();
  const long = db.rows({ name: "long", sql: ENDLESS, signal: controller.signal });
  const after = count();
  expect(await Promise.race([after, new Promise((done) => setTimeout(done, 100, "waits"))])).toBe("waits");
  controller.abort();
  await expect(long).rejects.toThrow(/cancelled/);
  expect(await after).toBe(0);
});

it("answers more than it runs at once, on few connections", async () => {
  const asked = Array.from({ length: 30 }, (_, n) => ask<{ n: number; id: number }>(connectionOf(n)));
  const rows = (await Promise.all(asked)).map(([row]) => row!);
  expect(rows.map(({ n }) => n)).toEqual(asked.map((_, n) => n));
  const connections = new Set(rows.map(({ id }) => id)).size;
  expect(connections).toBeGreaterThan(1);
  expect(connections).toBeLessThanOrEqual(4);
});
const connectionOf = (n: number) => `select ${n} as n, current_connection_id() as id`;

it("leaves the others alone when one fails", async () => {
  const [one, broken, other] = await Promise.allSettled([count(), ask("select nothing from nowhere"), count()]);
  expect([one, other].map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  expect(broken).toMatchObject({ status: "rejected", reason: expect.any(SqlError) });
  expect(await count()).toBe(0);
});

it("keeps a session's settings on every connection", async () => {
  const sql = "select current_setting('timezone') as zone, current_setting('default_null_order') as nulls";
  const answers = await Promise.all([1, 2, 3, 4].map((n) => ask(`${sql}, ${n} as n`)));
  for (const [row] of answers) expect(row).toMatchObject({ zone: "UTC", nulls: "NULLS_LAST_ON_ASC_FIRST_ON_DESC" });
});

it("closes when the last has its answer", async () => {
  const asked = [count(), count(), count()];
  await db.close();
  expect(await Promise.all(asked)).toEqual([0, 0, 0]);
});

it("lets the file go after the last of several and takes it again", async () => {
  const hasty = openDuckDb({ file: join(folder, "hasty.duckdb"), idle_seconds: 0 });
  const asked = (n: number) => hasty.rows({ name: "asked often", sql: `select ${n} as n`, is_repeated: true });
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all([0, 1, 2, 3, 4, 5].map(asked));
    expect(answers).toEqual([0, 1, 2, 3, 4, 5].map((n) => [{ n }]));
  }
  await hasty.close();
});
