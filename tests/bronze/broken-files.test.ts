// Every way a file can be broken: nothing stops the load, nothing disappears. All ways on DuckDB, on Snowflake some of
// each kind: files are read by the same code, and judged by the same SQL.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { columnNames } from "../../lib/src/bronze/contract";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import {
  casesOn,
  csv,
  csvLine,
  customer,
  engines,
  type Fields,
  lay,
  layParquet,
  onlyDuckDb,
  rejects,
  rows,
  type Scene,
  sceneOn,
  send,
  transaction,
  unconserved,
  writeParquet,
} from "./sample";

describe.each(engines)("on %s", (on) => {
  let stage: Scene;
  beforeEach(async () => {
    stage = await sceneOn(on);
    // good neighbours before and after the broken file
    lay(stage, "transactions/transactions_2025-01.csv", csv("transactions", rows("transactions", 3)));
    lay(stage, "customers/a_good.csv", csv("customers", [customer(901)]));
    lay(stage, "customers/z_good.csv", csv("customers", [customer(902)]));
  });
  afterEach(async () => {
    expect(await unconserved(stage.engine)).toEqual([]);
    const good = await stage.engine.rows({
      name: "neighbours",
      sql: "select count(*) as count from bronze.customers where _source_file like '%_good.csv'",
    });
    expect(good).toEqual([{ count: 2 }]);
    await stage.engine.close();
  });

  const onDuckDb = onlyDuckDb(on);
  const five = rows("customers", 5);
  const lines = csv("customers", five).trimEnd().split("\n");
  const broken = "customers/broken.csv";

  async function outcome() {
    const report = await loadBronze(stage.engine, stage.lake);
    const file = report.files.find(({ source_file }) => source_file.includes("broken"))!;
    const put = (await rejects(stage.engine)).map(({ rule_id, source_line }) => `${rule_id}@${source_line}`);
    return { how: file.outcome, in: file.rows_in_file, loaded: file.rows_loaded, rejected: file.rows_rejected, put };
  }

  /** The five lines with the third record (line 4 of the file) written otherwise. */
  function withThird(text: string): string {
    return `${[...lines.slice(0, 3), text, ...lines.slice(4)].join("\n")}\n`;
  }

  describe("a record is broken, and the file comes in without it", () => {
    const cases: [string, string | Buffer, string[]][] = [
      ["a missing field", withThird(lines[3]!.replace(/,[^,]*$/, "")), ["csv.column_count@4"]],
      ["an extra field", withThird(`${lines[3]},more`), ["csv.column_count@4"]],
      ["another delimiter", withThird(lines[3]!.replaceAll(",", ";")), ["csv.column_count@4"]],
      ["an unclosed quote", withThird(lines[3]!.replace("Ada", '"Ada')), ["csv.quote@4"]],
      [
        "an unclosed quote in the last line",
        csv("customers", five).replace(/legacy(?!.*legacy)/s, '"legacy'),
        ["csv.quote@6"],
      ],
      [
        "bytes that are not UTF-8",
        Buffer.concat([
          Buffer.from(`${lines.slice(0, 3).join("\n")}\n`),
          Buffer.from(lines[3]!.replace("Ada", "Zo\xeb"), "latin1"),
          Buffer.from(`\n${lines.slice(4).join("\n")}\n`),
        ]),
        ["csv.encoding@4"],
      ],
      ["a NUL", withThird(lines[3]!.replace("Ada", "A\0da")), ["csv.encoding@4"]],
      ["a line of a million letters", withThird(lines[3]!.replace("Ada", "A".repeat(1_000_001))), ["csv.too_long@4"]],
      ["a key that was there", withThird(lines[2]!), ["customers.customer_id.unique@4"]],
      ["a key that is loaded", withThird(csvLine("customers", customer(901))), ["customers.customer_id.unique@4"]],
      ["a negative limit", withThird(lines[3]!.replace("12000.00", "-500.00")), ["customers.credit_limit.positive@4"]],
      [
        "a date in the future",
        withThird(lines[3]!.replace("2016-05-02", "2031-05-02")),
        ["customers.account_open_date.future@4"],
      ],
      [
        "thousands separators",
        withThird(lines[3]!.replace("12000.00", '"12,000.00"')),
        ["customers.credit_limit.form@4"],
      ],
      ["a formula", withThird(lines[3]!.replace("Ada", "=HYPERLINK()")), ["text.formula@4"]],
    ];
    it.each(
      casesOn(on, cases, [
        "a missing field",
        "bytes that are not UTF-8",
        "a line of a million letters",
        "a key that is loaded",
        "thousands separators",
      ]),
    )("%s", async (_what, bytes, put) => {
      lay(stage, broken, bytes);
      expect(await outcome()).toEqual({ how: "loaded", in: 5, loaded: 4, rejected: 1, put });
    });
  });

  describe("a file is odd, and comes in whole", () => {
    const text = csv("customers", five);
    const cases: [string, string | Buffer][] = [
      ["a byte order mark", `\ufeff${text}`],
      ["Windows line ends", text.replaceAll("\n", "\r\n")],
      ["line ends of both kinds", text.replace("\n", "\r\n")],
      ["no line end at its end", text.trimEnd()],
      ["empty lines", text.replaceAll("\n", "\n\n")],
      ["a quote inside plain text", text.replace("Springfield", '6" pipe lane')],
      ["a field over two lines", text.replace("Springfield", '"Spring\nfield"')],
      ["columns in another order", csv("customers", five, [...columnNames("customers")].reverse())],
      ["capitals in the header", text.replace("customer_id", "Customer_ID")],
    ];
    it.each(casesOn(on, cases, ["empty lines", "a field over two lines", "columns in another order"]))(
      "%s",
      async (_what, bytes) => {
        lay(stage, broken, bytes);
        expect(await outcome()).toEqual({ how: "loaded", in: 5, loaded: 5, rejected: 0, put: [] });
        const cities = await stage.engine.rows<{ city: string }>({
          name: "fields",
          sql: "select distinct last_name, state from bronze.customers",
        });
        expect(cities).toEqual([{ last_name: "O'Neil-Byron", state: "IL" }]);
      },
    );

    it("a header and nothing else", async () => {
      lay(stage, broken, `${lines[0]}\n`);
      expect(await outcome()).toEqual({ how: "loaded", in: 0, loaded: 0, rejected: 0, put: [] });
    });
  });

  describe("a file is refused as a whole", () => {
    const text = csv("customers", five);
    const cases: [string, string | Buffer, string][] = [
      ["an empty file", "", "file.empty"],
      ["a missing column", csv("customers", five, columnNames("customers").slice(1)), "file.missing_column"],
      ["an extra column", text.replace(/^(.*)$/gm, "$1,x"), "file.extra_column"],
      ["a column twice", text.replace(/^(.*)$/gm, "$1,state").replace(/state$/m, "state"), "file.extra_column"],
      ["semicolons", text.replaceAll(",", ";"), "file.delimiter"],
      ["UTF-16", Buffer.from(text, "utf16le"), "csv.encoding"],
    ];
    it.each(casesOn(on, cases, ["an empty file", "a missing column"]))("%s", async (_what, bytes, rule) => {
      lay(stage, broken, bytes);
      expect(await outcome()).toEqual({ how: "refused", in: 0, loaded: 0, rejected: 0, put: [`${rule}@null`] });
    });

    onDuckDb("a file of no known kind", async () => {
      lay(stage, "customers/broken.xlsx", "PK");
      expect((await outcome()).put).toEqual(["file.kind@null"]);
    });

    it("a truncated file: its manifest counts more bytes, and its rows are counted as put aside", async () => {
      await send(stage, broken, text, { rows: 5 });
      lay(stage, broken, text.slice(0, -100));
      expect(await outcome()).toEqual({ how: "refused", in: 5, loaded: 0, rejected: 5, put: ["file.truncated@null"] });
    });

    onDuckDb("a wrong checksum", async () => {
      await send(stage, broken, text, { rows: 5 });
      lay(stage, broken, text.replace("Ada", "Eve"));
      expect(await outcome()).toEqual({ how: "refused", in: 5, loaded: 0, rejected: 5, put: ["file.checksum@null"] });
    });

    onDuckDb("a manifest that cannot be read", async () => {
      lay(stage, broken, text);
      lay(stage, `${broken}.manifest.json`, "{");
      expect((await outcome()).put).toEqual(["file.manifest@null"]);
    });

    it("a truncated Parquet file", async () => {
      const whole = join(stage.folder, "whole.parquet");
      writeFileSync(whole, "PAR1 and then nothing");
      lay(stage, "transactions/zz_broken.parquet", "PAR1 and then nothing");
      expect((await outcome()).put).toEqual(["file.unreadable@null"]);
    });

    it("a duplicate of a loaded file under another name", async () => {
      const bytes = csv("customers", [customer(901)]);
      lay(stage, "customers/broken_copy.csv", bytes);
      expect(await outcome()).toEqual({
        how: "duplicate",
        in: 0,
        loaded: 0,
        rejected: 0,
        put: ["file.duplicate@null"],
      });
    });
  });

  describe("broken transactions in Parquet", () => {
    const parquet = (given: readonly Fields[], types: Record<string, string> = {}) =>
      layParquet(stage, "transactions/zz_broken.parquet", given, types);

    onDuckDb("a clean file goes straight in", async () => {
      await parquet([transaction(50), transaction(51)]);
      expect(await outcome()).toEqual({ how: "loaded", in: 2, loaded: 2, rejected: 0, put: [] });
    });

    it("a broken record, a repeated key and a key loaded from another file are put aside", async () => {
      await parquet([
        transaction(50),
        transaction(51, { amount: "-3.00" }),
        transaction(50),
        transaction(2),
        transaction(52),
      ]);
      expect(await outcome()).toEqual({
        how: "loaded",
        in: 5,
        loaded: 2,
        rejected: 3,
        put: [
          "transactions.amount.sign@2",
          "transactions.transaction_id.unique@3",
          "transactions.transaction_id.unique@4",
        ],
      });
    });

    it.each([
      ["refunded", "-3.00", []],
      ["refunded", "0.00", []],
      ["refunded", "3.00", ["transactions.amount.sign@1"]],
      ["approved", "0.00", []],
      ["disputed", "-3.00", ["transactions.amount.sign@1"]],
    ])("an amount that is %s has its sign: %s", async (status, amount, put) => {
      await parquet([transaction(50, { status, amount })]);
      expect(await outcome()).toMatchObject({ in: 1, rejected: put.length, put });
    });

    it("columns of other types pass through text", async () => {
      await parquet([transaction(50), transaction(51, { amount: "1,234.50" })], {
        amount: "varchar",
        transaction_at: "timestamptz",
      });
      expect(await outcome()).toEqual({
        how: "loaded",
        in: 2,
        loaded: 1,
        rejected: 1,
        put: ["transactions.amount.form@2"],
      });
    });

    it("a missing column refuses the file", async () => {
      lay(stage, "transactions/zz_broken.parquet", "");
      const file = join(stage.lake.location, "transactions/zz_broken.parquet");
      await writeParquet(file, "select 1 as transaction_id");
      expect((await outcome()).put).toEqual(["file.missing_column@null"]);
    });
  });
});
