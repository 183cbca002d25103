// The generated transactions: the same for a seed, the same however they are cut, and true to what they promise.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDb } from "../../../lib/src/engine/duckdb";
import type { Engine } from "../../../lib/src/engine/engine";
import { writeBooks } from "../../../lib/src/generate/write-books";
import { prepareGenerator, ROWS_PER_PERSON } from "../../../lib/src/pipeline/generator-setup";
import { useTemporaryHome } from "../../temporary-home";
import { mixOf } from "./mix";

const CUSTOMERS = 1000;
const DAYS = 547;
const home = useTemporaryHome();
let db: Engine;

async function generatorFor(seed: number): Promise<Engine> {
  const output = join(home.path, `seed-${seed}`, "customers.csv");
  const { truth_file } = await writeBooks({ count: CUSTOMERS, seed, output });
  const engine = openDuckDb({ file: ":memory:" });
  await prepareGenerator(engine, { truth_file, truth_version: `${seed}`, customers: CUSTOMERS, seed });
  return engine;
}

async function slice(engine: Engine, from_day: number, to_day: number, table: string): Promise<void> {
  await engine.run({
    name: "slice",
    sql: `create or replace table generator.slice as select ${from_day}::bigint as from_day, ${to_day}::bigint as to_day;
          create or replace table bronze.${table} as select * exclude (file_order) from generator.slice_transaction;`,
  });
}

/** SHA-256 over all rows as text, in the order of their ids. */
async function contentHash(engine: Engine, from = "bronze.feed"): Promise<string> {
  const rows = await engine.rows<{ line: string }>({
    name: "content",
    sql: `select concat_ws('|', transaction_id, customer_id, transaction_at, posted_date, amount, currency_code, merchant_name,
              merchant_category, channel, is_wallet, is_recurring, status) as line
          from ${from} order by transaction_id`,
  });
  return createHash("sha256")
    .update(rows.map((row) => row.line).join("\n"))
    .digest("hex");
}

const one = async <T>(sql: string, engine = db): Promise<T> =>
  Object.values((await engine.rows<Record<string, T>>({ name: "one", sql }))[0]!)[0]!;

beforeAll(async () => {
  db = await generatorFor(42);
  await slice(db, 0, DAYS, "feed");
});
afterAll(() => db.close());

describe("the generator's arithmetic", () => {
  it("is the fifth power modulo a prime, exactly", async () => {
    for (const x of [0, 1, 2, 12345, 46340, 46341, 1_000_000_007, 2_147_483_645, 2_147_483_646]) {
      expect(await one(`select generator.mix(${x}::bigint)`)).toBe(mixOf(x));
    }
  });

  it("draws evenly, without a trace of the order of keys, and apart for each salt", async () => {
    const [row] = await db.rows<{ mean: number; spread: number; serial: number; cross: number }>({
      name: "draws",
      sql: `with draws as (
                select k, generator.draw(k, 1) / 2147483647.0 as a, generator.draw(k, 2) / 2147483647.0 as b
                from range(200000) as keys (k)
            )
            select avg(a) as mean, var_pop(a) * 12 as spread,
                corr(a, next_a) as serial, corr(a, b) as cross
            from (select *, lead(a) over (order by k) as next_a from draws)`,
    });
    expect(row!.mean).toBeCloseTo(0.5, 2);
    expect(row!.spread).toBeCloseTo(1, 1);
    expect(Math.abs(row!.serial)).toBeLessThan(0.01);
    expect(Math.abs(row!.cross)).toBeLessThan(0.01);
  });
});

describe("the transactions of a thousand people", () => {
  it("are these, for seed 42", async () => {
    expect(await contentHash(db)).toBe(GOLDEN);
  });

  it("are others for another seed, and as many", async () => {
    const other = await generatorFor(7);
    await slice(other, 0, DAYS, "feed");
    expect(await contentHash(other)).not.toBe(await contentHash(db));
    expect(await one<number>("select count(*) from bronze.feed", other)).toBeCloseTo(ROWS_PER_PERSON * CUSTOMERS, -4);
    await other.close();
  });

  it("are 270 a person, within one in a hundred", async () => {
    const rows = await one<number>("select count(*) from bronze.feed");
    expect(Math.abs(rows / (ROWS_PER_PERSON * CUSTOMERS) - 1)).toBeLessThan(0.01);
  });

  it("do not depend on how the days are cut, nor in which order slices are made", async () => {
    for (const [i, day] of [202, 200, 201].entries()) await slice(db, day, day + 1, `part_${i}`);
    await slice(db, 200, 203, "whole");
    const parts =
      "(select * from bronze.part_0 union all select * from bronze.part_1 union all select * from bronze.part_2)";
    expect(await contentHash(db, parts)).toBe(await contentHash(db, "bronze.whole"));
    const days = "(select * from bronze.feed where transaction_at >= '2025-04-19' and transaction_at < '2025-04-22')";
    expect(await contentHash(db, days)).toBe(await contentHash(db, "bronze.whole"));
  });

  it("have one place each in their files: account by account, in the order of time", async () => {
    await slice(db, 100, 190, "quarter");
    const places = "select file_order, customer_id, transaction_at from generator.slice_transaction";
    expect(await one(`select count(*) - count(distinct file_order) from (${places})`)).toBe(0);
    const before = "lag(transaction_at) over (partition by customer_id order by file_order)";
    expect(
      await one(`select count(*) from (select *, ${before} as before from (${places})) where before > transaction_at`),
    ).toBe(0);
  });

  it("come in that order, also where a file is written by several threads", async () => {
    await slice(db, 0, DAYS, "period");
    const file = join(home.path, "period.parquet");
    await db.run({ name: "file", sql: `copy (select file_order from generator.slice_transaction) to '${file}'` });
    const before = "lag(file_order) over (order by file_row_number)";
    const rows = `select *, ${before} as before from read_parquet('${file}', file_row_number = true)`;
    expect(await one(`select count(*) from (${rows}) where before < file_order`)).toBeGreaterThan(2 * 122_880);
    expect(await one(`select count(*) from (${rows}) where before >= file_order`)).toBe(0);
  });

  it("have ids that occur once, and every status", async () => {
    expect(await one("select count(*) - count(distinct transaction_id) from bronze.feed")).toBe(0);
    const statuses = await db.rows<{ status: string }>({
      name: "statuses",
      sql: "select distinct status from bronze.feed order by 1",
    });
    expect(statuses.map((row) => row.status)).toEqual(["approved", "declined", "disputed", "pending", "refunded"]);
  });

  it.each([
    ["amounts are positive, but for refunds", "(amount <= 0) <> (status = 'refunded')"],
    ["days lie in the period", "transaction_at < '2024-10-01' or transaction_at >= '2026-04-01'"],
    ["only the last days are pending", "status = 'pending' and transaction_at < '2026-03-25'"],
    ["what is pending or declined was not posted", "(status in ('pending', 'declined')) <> (posted_date is null)"],
    ["nothing is posted before it happened", "posted_date < transaction_at::date"],
    ["a wallet pays in person", "is_wallet and channel = 'online'"],
    ["the currency is the dollar", "currency_code <> 'USD'"],
  ])("keep the rule: %s", async (_rule, broken) => {
    expect(await one(`select count(*) from bronze.feed where ${broken}`)).toBe(0);
  });

  it("begin when the account opens", async () => {
    const early = `select count(*) from bronze.feed as feed
        join generator.account_plan as plan on feed.customer_id = plan.customer_id
        where datediff('day', '2024-10-01'::date, feed.transaction_at::date) < plan.account_open_day`;
    expect(await one(early)).toBe(0);
  });

  it("refund no more than was paid to that merchant", async () => {
    const over = `select count(*) from (
        select customer_id, merchant_name, merchant_category,
            sum(iff(status = 'refunded', -amount, 0)) as refunded, sum(iff(status in ('approved', 'disputed'), amount, 0)) as paid
        from bronze.feed group by all having refunded > paid and min(transaction_at) > '2024-11-01')`;
    expect(await one(over)).toBe(0);
  });

  it("repeat a subscription's price to the cent", async () => {
    const repeated = await one<number>(`select avg(months) from (
        select customer_id, merchant_name, amount, count(*) as months from bronze.feed
        where is_recurring and status = 'approved' group by all)`);
    expect(repeated).toBeGreaterThan(4);
  });
});

const GOLDEN = "67bb3c6e32925ffe5ec046e938871b8323cc71407d77f881f8e48498b45b6ab1";
