// CSV files for spreadsheets: what stands in them, and what happens when they cannot be written.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../../../lib/src/core/errors";
import { safeText } from "../../../lib/src/customer/export-cells";
import { type ExportOptions, exportCsv } from "../../../lib/src/pipeline/customer/export-csv";
import { useTemporaryHome } from "../../temporary-home";

const home = useTemporaryHome();
const rows = [
  { customer_id: "L1", full_name: "José Weiß", email: "jose@post.org", change: -3.5, note: 'a "quoted", note' },
  { customer_id: "L2", full_name: "Ada King", email: null, change: 0, note: "=1+1\nnext line", extra: true },
];
const records = (path: string) => parse(readFileSync(path), { bom: true }) as string[][];

describe("an export", () => {
  it("has a header, masks what is personal and runs nothing", async () => {
    const { path, ...facts } = await exportCsv(rows, "all.csv");
    expect(path).toBe(join(home.path, "exports", "all.csv"));
    expect(facts).toMatchObject({ row_count: 2, column_count: 6, masked_columns: ["full_name", "email"] });
    expect(records(path)).toEqual([
      ["customer_id", "full_name", "email", "change", "note", "extra"],
      ["L1", "J. W.", "j***@***", "-3.5", 'a "quoted", note', ""],
      ["L2", "A. K.", "", "0", "'=1+1\nnext line", "true"],
    ]);
  });

  it("writes the columns asked for, and unmasks those that are named", async () => {
    const { path, masked_columns } = await exportCsv(rows, "some.csv", {
      columns: ["email", "full_name"],
      unmasked: ["full_name"],
    });
    expect(masked_columns).toEqual(["email"]);
    expect(records(path)[1]).toEqual(["j***@***", "José Weiß"]);
  });

  it("starts with a byte order mark unless told not to", async () => {
    const marked = readFileSync((await exportCsv(rows, "bom.csv")).path);
    const plain = readFileSync((await exportCsv(rows, "plain.csv", { bom: false })).path);
    expect([...marked.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(marked.subarray(3)).toEqual(plain);
  });

  it("of no rows is its header, when the columns are given", async () => {
    const { path } = await exportCsv([], "none.csv", { columns: ["=id"] });
    expect(records(path)).toEqual([["'=id"]]);
  });

  it("comes back as it was written, whatever the texts", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ a: fc.string(), b: fc.double({ noNaN: true, noDefaultInfinity: true }) }), {
          minLength: 1,
        }),
        async (given) => {
          const read = records((await exportCsv(given, "any.csv", { unmasked: ["a"] })).path).slice(1);
          expect(read.map(([a, b]) => [a, Number(b)])).toEqual(given.map(({ a, b }) => [safeText(a), b + 0]));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("a refusal", () => {
  it.each([
    ["a column that is not there", rows, "x.csv", { columns: ["age"] }, 'got "age"; there are customer_id'],
    [
      "unmasking a column that is not written",
      rows,
      "x.csv",
      { unmasked: ["phone"] },
      'unmasks columns it has, got "phone"',
    ],
    ["no file name", rows, "", {}, 'needs a file name, got ""'],
    ["a file name with a line in it", rows, "a\nb.csv", {}, 'needs a file name, got "a\\nb.csv"'],
    ["a list in a cell", [{ a: [1] }], "x.csv", {}, 'got a list in "a"'],
    ["an option that does not exist", rows, "x.csv", { unmask: ["email"] }, 'has no option "unmask"; it has columns,'],
    ["no options at all", rows, "x.csv", null, "needs its options as { columns: ... }, got null"],
    [
      "columns that are no list",
      rows,
      "x.csv",
      { columns: "email" },
      'a list as columns, got "email"; write ["email"]',
    ],
    ["columns that are nothing", [], "x.csv", { columns: null }, "a list as columns, got null"],
    ["unmasking what is no list", rows, "x.csv", { unmasked: "email" }, 'a list as unmasked, got "email"'],
    ["unmasking nothing at all", rows, "x.csv", { unmasked: null }, "a list as unmasked, got null"],
    ["a column without a name", rows, "x.csv", { columns: [undefined] }, "got undefined; there are customer_id"],
    ["a file name that is too long", rows, `${"é".repeat(150)}.csv`, {}, "of at most 200 bytes, got 304; shorten"],
    ["rows that are none", ["a"], "x.csv", {}, "needs a list of rows"],
  ])("names %s", async (_fact, given, file, options, words) => {
    const error = await exportCsv(given as object[], file, options as ExportOptions).catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toContain(words);
    expect((error as Error).message).not.toContain("\n");
  });

  it("of a path that cannot be written says so", async () => {
    mkdirSync(join(home.path, "folder.csv"));
    await expect(exportCsv(rows, join(home.path, "folder.csv"))).rejects.toThrow("got the folder");
    await expect(exportCsv(rows, "/proc/nowhere/x.csv")).rejects.toThrow(/file that can be written is needed/);
  });

  it("leaves the older file as it was, and nothing else", async () => {
    const folder = join(home.path, "kept");
    mkdirSync(folder);
    const file = join(folder, "old.csv");
    writeFileSync(file, "old");
    await expect(exportCsv([...rows, { customer_id: ["no cell"] }], file)).rejects.toThrow(InvalidInputError);
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["old.csv"]);
  });
});
