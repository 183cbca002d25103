// Other books in place of the generated ones, also when the load is killed on the way: no state mixes the two.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { settingsOf } from "../../lib/src/cli/run-choice";
import { loadBooks } from "../../lib/src/pipeline/load-books";
import { openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { resetAll, resetTo } from "../../lib/src/pipeline/reset";
import { modelRuns } from "../../lib/src/pipeline/run-models";
import { readSettings, writeSettings } from "../../lib/src/pipeline/settings";
import { buildTo } from "../../lib/src/pipeline/stages";
import { bronzeHash, csv, customer, transaction } from "../bronze/sample";
import { fillHomeTo } from "../built-home";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
const folder = mkdtempSync(join(tmpdir(), "c360-books-"));

beforeAll(() => {
  const numbers = [1, 2, 3, 4, 5];
  writeFileSync(
    join(folder, "customers.csv"),
    csv(
      "customers",
      numbers.map((n) => customer(n)),
    ),
  );
  writeFileSync(
    join(folder, "transactions.csv"),
    csv(
      "transactions",
      numbers.map((n) => transaction(n)),
    ),
  );
});
afterEach(async () => void (await resetAll()));

async function withPlatform<T>(job: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = openPlatform();
  try {
    return await job(platform);
  } finally {
    await platform.db.close();
  }
}

const lakePaths = async ({ lake }: Platform) => (await lake.list("")).map(({ path }) => path);

describe("other books", () => {
  it("leave nothing of the old ones, nor of what was built from them", async () => {
    await fillHomeTo("gold", 200);
    mkdirSync(join(home.path, "models"));
    await withPlatform(async (platform) => {
      await loadBooks(platform, folder);
      expect(await modelRuns(platform.db)).toEqual([]);
      expect(await lakePaths(platform)).toEqual(["customers/customers.csv", "transactions/transactions.csv"]);
    });
    expect(readSettings()).toEqual({ customers: 200, seed: 42, books: "loaded" });
    await withPlatform(async (platform) => {
      await buildTo(platform, "gold");
      expect(await platform.db.rows({ name: "n", sql: "select count(*) as n from gold.fct_transactions" })).toEqual([
        { n: 5 },
      ]);
    });
  });

  it("make way for generated ones again after a reset to 02, in the lake too", async () => {
    writeSettings({ customers: 60 });
    const lake = mkdtempSync(join(tmpdir(), "c360-lake-"));
    process.env.C360_LAKE = lake;
    try {
      await withPlatform((platform) => loadBooks(platform, folder));
      await withPlatform((platform) => resetTo(platform.db, "02"));
      await withPlatform(async (platform) => {
        expect(platform.settings.books).toBe("generated");
        expect(await lakePaths(platform)).toEqual([]);
      });
    } finally {
      process.env.C360_LAKE = "";
    }
  });

  it("that cannot be loaded leave everything as it was", async () => {
    const empty = mkdtempSync(join(tmpdir(), "c360-empty-"));
    writeFileSync(join(empty, "customers.csv"), csv("customers", [customer(1, { credit_limit: "-1" })]));
    writeFileSync(join(empty, "transactions.csv"), csv("transactions", [transaction(1)]));
    await withPlatform(async (platform) => {
      await expect(loadBooks(platform, empty)).rejects.toThrow(/nothing was changed/);
    });
    expect(readSettings().books).toBe("generated");
  });
});

describe("a load that was killed", () => {
  let undisturbed: string;
  beforeAll(async () => {
    undisturbed = await withPlatform(async (platform) => {
      await loadBooks(platform, folder);
      return bronzeHash(platform.db);
    });
    await resetAll();
  });

  it.each([
    ["before the swap"],
    ["after the swap"],
    ["before remove 1"],
    ["before remove 3"],
    ["before put 1"],
    ["before put 2"],
    ["after a drop"],
  ])("%s is not built upon; it is loaded again, or reset", async (moment) => {
    await fillHomeTo("bronze", 60);
    const worker = join(__dirname, "load-books-worker.mjs");
    const { signal } = await execa(process.execPath, [worker, folder, moment], { reject: false });
    expect(signal).toBe("SIGKILL");
    expect(() => settingsOf({ from: "04" })).toThrow(/a c360 load that was cut off; run it again/);
    await withPlatform(async (platform) => {
      await loadBooks(platform, folder);
      expect(await bronzeHash(platform.db)).toBe(undisturbed);
      expect((await lakePaths(platform)).map((path) => path.split("/")[0])).toEqual(["customers", "transactions"]);
    });
    expect(readSettings().books).toBe("loaded");
    expect(settingsOf({ from: "04" }).books).toBe("loaded");
  });
});
