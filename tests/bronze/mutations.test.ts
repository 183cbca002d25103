// Whatever happens to a file's bytes: the load does not throw, and every row is loaded or put aside.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columnNames } from "../../lib/src/bronze/contract";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { csv, lay, rows, type Scene, scene, transaction, unconserved } from "./sample";

let stage: Scene;
beforeAll(() => {
  stage = scene();
});
afterAll(() => stage.engine.close());

const clean = Buffer.from(csv("customers", rows("customers", 8)));

/** One slip: bytes taken out at a place, others put in. */
const slip = fc.record({
  at: fc.nat({ max: clean.length }),
  remove: fc.nat({ max: 40 }),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 3 }),
    fc
      .constantFrom('"', ",", "\n", "\r\n", '""', ";", "\0", "=", "\ufeff", '"\n"', ",,", "é")
      .map((text) => Buffer.from(text)),
  ),
});

describe("a Parquet file with damaged bytes", () => {
  it("never stops the load, and never loses a row", async () => {
    const whole = join(stage.folder, "whole.parquet");
    const values = rows("transactions", 200).map((row) => `('${Object.values(row).join("', '")}')`);
    await stage.engine.run({
      name: "parquet",
      sql: `copy (select transaction_id, customer_id, transaction_at::timestamp as transaction_at,
          posted_date::date as posted_date, amount::decimal(12, 2) as amount, currency_code, merchant_name,
          merchant_category, channel, is_wallet::boolean as is_wallet, is_recurring::boolean as is_recurring, status
        from (values ${values.join(", ")}) as t (${columnNames("transactions").join(", ")})) to '${whole}' (format parquet)`,
    });
    const sound = readFileSync(whole);
    const places = fc.record({
      at: fc.nat({ max: sound.length - 1 }),
      put: fc.uint8Array({ minLength: 1, maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(places, async ({ at, put }) => {
        const other = scene();
        const bytes = Buffer.concat([sound.subarray(0, at), put, sound.subarray(at + put.length)]);
        lay(other, "transactions/a_damaged.parquet", bytes);
        lay(other, "transactions/b_sound.csv", csv("transactions", [transaction(900)]));
        const [damaged, good] = (await loadBronze(other.engine, other.lake)).files;
        expect(damaged!.rows_in_file).toBe(damaged!.rows_loaded + damaged!.rows_rejected);
        expect(good).toMatchObject({ outcome: "loaded", rows_loaded: 1 });
        expect(await unconserved(other.engine)).toEqual([]);
        await other.engine.close();
      }),
      { numRuns: 30, seed: 42 },
    );
  });
});

describe("a file with random slips", () => {
  it("never stops the load, and never loses a row", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(slip, { minLength: 1, maxLength: 4 }), async (slips) => {
        let bytes: Buffer = clean;
        for (const { at, remove, insert } of slips) {
          bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
        }
        lay(stage, "customers/customers.csv", bytes);
        const [file] = (await loadBronze(stage.engine, stage.lake)).files;
        expect(file!.rows_in_file).toBe(file!.rows_loaded + file!.rows_rejected);
        expect(await unconserved(stage.engine)).toEqual([]);
      }),
      { numRuns: 40, seed: 42 },
    );
  });
});
