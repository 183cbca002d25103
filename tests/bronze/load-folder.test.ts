import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { loadFolder } from "../../lib/src/bronze/load-folder";
import { InvalidInputError } from "../../lib/src/core/errors";
import {
  bronzeHash,
  casesOn,
  change,
  csv,
  customer,
  engines,
  lay,
  onlyDuckDb,
  rows,
  type Scene,
  sceneOn,
  transaction,
  unconserved,
} from "./sample";

describe.each(engines)("on %s", (on) => {
  let stage: Scene;
  let folder: string;
  const onDuckDb = onlyDuckDb(on);
  beforeEach(async () => {
    stage = await sceneOn(on);
    lay(stage, "customers/customers.csv", csv("customers", rows("customers", 3)));
    lay(stage, "transactions/transactions_2025-01.csv", csv("transactions", rows("transactions", 3)));
    lay(stage, "account_changes/account_changes.csv", csv("account_changes", rows("account_changes", 3)));
    await loadBronze(stage.engine, stage.lake);
    folder = mkdtempSync(join(tmpdir(), "c360-foreign-"));
  });
  afterEach(async () => {
    expect(await unconserved(stage.engine)).toEqual([]);
    await stage.engine.close();
  });

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }

  // books of another shape: other ids, other years, no change feed, two files of transactions
  const theirCustomers = csv("customers", [
    customer(0, { customer_id: "9f1c-77", account_open_date: "2011-07-01" }),
    customer(0, { customer_id: "9f1c-78", account_open_date: "2012-02-29", credit_limit: "0.00" }),
  ]);
  const theirs = (n: number, at: string) =>
    transaction(n, { transaction_id: `x/${n}`, customer_id: "9f1c-77", transaction_at: at, posted_date: "" });
  function writeBooks(): void {
    write("customers-2012.csv", theirCustomers);
    write(
      "transactions_a.csv",
      csv("transactions", [theirs(1, "2012-01-05T10:00:00Z"), theirs(2, "2012-02-05 10:00:00")]),
    );
    write(
      "transactions_b.csv",
      csv("transactions", [theirs(2, "2012-02-05 10:00:00"), theirs(3, "2012-03-31 23:59:59")]),
    );
  }

  describe("a foreign folder", () => {
    it("takes the place of the books, in bronze and in the lake", async () => {
      writeBooks();
      const report = await loadFolder(stage.engine, stage.lake, folder);
      expect(report).toMatchObject({ rows_loaded: 4, rows_rejected: 2 });
      const found = await stage.engine.rows({
        name: "books",
        sql: `select (select count(*) from bronze.customers) as customers, (select count(*) from bronze.account_changes) as changes,
        (select max(transaction_at)::date::varchar from bronze.transactions) as last_day,
        (select string_agg(rule_id, ' ' order by rule_id) from bronze.rejects) as rules`,
      });
      expect(found).toEqual([
        {
          customers: 1,
          changes: 0,
          last_day: "2012-03-31",
          rules: "customers.credit_limit.positive transactions.transaction_id.unique",
        },
      ]);
      expect((await stage.lake.list("")).map((file) => file.path)).toEqual([
        "customers/customers-2012.csv",
        "transactions/transactions_a.csv",
        "transactions/transactions_b.csv",
      ]);
      expect((await loadBronze(stage.engine, stage.lake)).rows_loaded).toBe(0);
    });

    onDuckDb("may have its files in folders, and a change feed with the customers file's name in front", async () => {
      write("customers/all.csv", csv("customers", [customer(1)]));
      write("transactions/all.csv", csv("transactions", [transaction(1)]));
      write("customers.account_changes.csv", csv("account_changes", [change(1)]));
      write("customers.truth.csv", "person_id\n1\n");
      const report = await loadFolder(stage.engine, stage.lake, folder);
      expect(report.files.map((file) => file.source_file)).toEqual([
        "account_changes/customers.account_changes.csv",
        "customers/all.csv",
        "transactions/all.csv",
      ]);
      expect((await stage.lake.list("")).some((file) => file.path.includes("truth"))).toBe(false);
    });

    const faults: [string, () => void, RegExp][] = [
      [
        "no transactions",
        () => write("customers.csv", theirCustomers),
        /needs transactions\*\.parquet or transactions\*\.csv/,
      ],
      [
        "a header that breaks the contract",
        () => {
          writeBooks();
          write("transactions_c.csv", "id;amount\n");
        },
        /transactions_c\.csv .*file\.missing_column/,
      ],
      [
        "no row that keeps the rules",
        () => {
          const [broken, nameless] = [{ credit_limit: "-1" }, { first_name: "" }];
          const people = [customer(1, nameless), customer(2, broken), customer(3, broken)];
          write("customers.csv", csv("customers", people));
          write("transactions.csv", csv("transactions", [transaction(1)]));
        },
        /no row of customers does: most break customers\.credit_limit\.positive, "credit_limit .*"; nothing was changed/,
      ],
      [
        "no row at all",
        () => {
          write("customers.csv", theirCustomers);
          write("transactions.csv", csv("transactions", []));
        },
        /no row of transactions does: there are none; nothing was changed/,
      ],
      [
        "the same bytes under two names",
        () => {
          writeBooks();
          write("customers-copy.csv", theirCustomers);
        },
        /got the same bytes as customers-2012\.csv and customers-copy\.csv; take one of them away, nothing was changed/,
      ],
      [
        "two files of one name",
        () => {
          writeBooks();
          write("customers/customers-2012.csv", theirCustomers);
        },
        /customers\/customers-2012\.csv twice/,
      ],
    ];
    it.each(casesOn(on, faults, ["a header that breaks the contract", "no row that keeps the rules"]))(
      "with %s changes nothing",
      async (_what, fill, message) => {
        fill();
        const before = await bronzeHash(stage.engine);
        const files = await stage.lake.list("");
        const load = loadFolder(stage.engine, stage.lake, folder);
        await expect(load).rejects.toThrow(message);
        await expect(load).rejects.toBeInstanceOf(InvalidInputError);
        expect(await bronzeHash(stage.engine)).toBe(before);
        expect(await stage.lake.list("")).toEqual(files);
      },
    );

    onDuckDb("has to be a folder", async () => {
      await expect(loadFolder(stage.engine, stage.lake, join(folder, "nowhere"))).rejects.toThrow(/needs a folder/);
    });
  });
});
