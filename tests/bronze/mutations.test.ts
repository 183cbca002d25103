// Whatever happens to a file's bytes: the load does not throw, and every row is loaded or put aside.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { csv, lay, rows, type Scene, scene, unconserved } from "./sample";

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
      { numRuns: 60, seed: 42 },
    );
  });
});
