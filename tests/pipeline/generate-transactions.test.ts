// Landing the generated transactions: which files, what their manifests say, and what a second run leaves alone.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InvalidInputError } from "../../lib/src/core/errors";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import type { Engine } from "../../lib/src/engine/engine";
import { writeBooks } from "../../lib/src/generate/write-books";
import { type Lake, openLake } from "../../lib/src/lake/lake";
import { readManifest } from "../../lib/src/lake/manifest";
import { landTransactions } from "../../lib/src/pipeline/generate-transactions";
import { prepareGenerator } from "../../lib/src/pipeline/generator-setup";
import { transactionSlices } from "../../lib/src/pipeline/transaction-slices";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
let db: Engine;
let lake: Lake;
let made_from: string;

beforeAll(async () => {
  const { truth_file } = await writeBooks({ count: 200, seed: 42, output: join(home.path, "books/customers.csv") });
  db = openDuckDb({ file: ":memory:" });
  ({ made_from } = await prepareGenerator(db, { truth_file, truth_version: "one", customers: 200, seed: 42 }));
  lake = openLake(join(home.path, "lake"));
});
afterAll(() => db.close());

const land = (from_date: string, to_date: string, from = made_from) =>
  landTransactions(db, lake, { from_date, to_date, made_from: from });

describe("transactionSlices", () => {
  it("are a month each, and the last day on its own", () => {
    const paths = transactionSlices("2024-10-01", "2026-04-01").map((slice) => slice.path);
    expect(paths).toHaveLength(19);
    expect(paths[0]).toBe("transactions/transactions_2024-10.parquet");
    expect(paths.slice(-2)).toEqual([
      "transactions/transactions_2026-03.parquet",
      "transactions/transactions_2026-03-31.parquet",
    ]);
  });

  it.each([
    ["an empty span", "2025-02-01", "2025-02-01"],
    ["a day before the period", "2024-09-01", "2024-11-01"],
    ["a day after the period", "2026-03-01", "2026-05-01"],
    ["a month cut short", "2025-02-01", "2025-02-15"],
    ["a start within a month", "2025-02-10", "2025-03-01"],
    ["no calendar day", "2025-02-30", "2025-04-01"],
  ])("refuse %s", (_case, from, to) => {
    expect(() => transactionSlices(from, to)).toThrow(InvalidInputError);
  });
});

describe("landTransactions", () => {
  it("puts a month with a manifest that tells the truth into the lake", async () => {
    const [file] = await land("2025-05-01", "2025-06-01");
    expect(file).toMatchObject({ path: "transactions/transactions_2025-05.parquet", is_new: true });
    const manifest = (await readManifest(lake, file!.path))!;
    const [found] = await db.rows<{ row_count: number; amount_sum: string; first: Date; last: Date }>({
      name: "what is in the file",
      sql: `select count(*) as row_count, sum(amount)::decimal(18, 2)::varchar as amount_sum,
              min(transaction_at)::date as first, max(transaction_at)::date as last
            from read_parquet('${await lake.fetch(file!.path)}')`,
    });
    expect(manifest).toMatchObject({
      feed: "transactions",
      rows: found!.row_count,
      amount_sum: found!.amount_sum,
      made_from,
    });
    expect([found!.first, found!.last].map((date) => date.toISOString().slice(0, 10))).toEqual([
      "2025-05-01",
      "2025-05-31",
    ]);
  });

  it("leaves files alone that were made from the same, and makes the same bytes again", async () => {
    const path = "transactions/transactions_2025-05.parquet";
    const before = await readFile(await lake.fetch(path));
    expect((await land("2025-05-01", "2025-06-01"))[0]!.is_new).toBe(false);
    expect((await land("2025-05-01", "2025-06-01", "something else"))[0]!.is_new).toBe(true);
    expect(before.equals(await readFile(await lake.fetch(path)))).toBe(true);
  });

  it("makes a file again that was broken off", async () => {
    const path = await lake.fetch("transactions/transactions_2025-05.parquet");
    await writeFile(path, (await readFile(path)).subarray(0, 100));
    expect((await land("2025-05-01", "2025-06-01"))[0]!.is_new).toBe(true);
  });

  it("reports months done", async () => {
    const seen: number[] = [];
    const span = { from_date: "2025-05-01", to_date: "2025-07-01", made_from };
    await landTransactions(db, lake, { ...span, progress: ({ done }) => seen.push(done) });
    expect(seen).toEqual([0, 1, 2]);
  });

  it("says where to turn on an engine that writes no local files", async () => {
    const snowflake = { ...db, name: "snowflake" } as Engine;
    const span = { from_date: "2025-08-01", to_date: "2025-09-01", made_from };
    await expect(landTransactions(snowflake, lake, span)).rejects.toThrow("hand over platform.embedded");
  });

  it("stops between months when it is told to", async () => {
    const signal = AbortSignal.abort();
    const span = { from_date: "2025-08-01", to_date: "2025-09-01", made_from };
    await expect(landTransactions(db, lake, { ...span, signal })).rejects.toThrow(/abort/i);
  });
});
