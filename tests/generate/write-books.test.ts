import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exitCodeOf, InvalidInputError } from "../../lib/src/core/errors";
import { generateBooks } from "../../lib/src/generate/books";
import { accountChangeColumns, customerColumns } from "../../lib/src/generate/rows";
import { writeBooks } from "../../lib/src/generate/write-books";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "books-"));
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (name: string) => readFile(join(folder, name), "utf8");
const hash = async (name: string) =>
  createHash("sha256")
    .update(await read(name))
    .digest("hex");

describe("writeBooks", () => {
  it("writes the customers, the feed and the truth side by side, with the rows that generateBooks makes", async () => {
    const written = await writeBooks({ count: "200", seed: "42", output: join(folder, "out/people.csv") });
    const books = generateBooks({ customers: 200, seed: 42 });
    const records = async (path: string) => parse(await readFile(path, "utf8"), { columns: true });
    expect((await readdir(join(folder, "out"))).sort()).toEqual([
      "people.account_changes.csv",
      "people.csv",
      "people.truth.csv",
    ]);
    expect(await records(written.customers_file)).toEqual(books.customers);
    expect(await records(written.account_changes_file)).toEqual(books.account_changes);
    const truth = books.truth.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)])),
    );
    expect(await records(written.truth_file)).toEqual(truth);
    expect(written).toMatchObject({ people: 200, account_changes: books.account_changes.length });
    expect(written.legacy_records + written.acquired_records).toBe(books.customers.length);
  });

  it("keeps the columns of the contract in their order, and the truth out of the customers file", async () => {
    await writeBooks({ count: 50, seed: 1, output: join(folder, "c.csv") });
    expect((await read("c.csv")).split("\n", 1)[0]).toBe(customerColumns.join(","));
    expect((await read("c.account_changes.csv")).split("\n", 1)[0]).toBe(accountChangeColumns.join(","));
    expect((await read("c.truth.csv")).split("\n", 1)[0]).toMatch(
      /^person_id,customer_id,source_system,account_share_permille,persona,/,
    );
    expect(await read("c.csv")).not.toMatch(/persona|permille|high_value|declining/);
  });

  it("writes the same bytes for the same seed, others for another", async () => {
    const names = ["c.csv", "c.account_changes.csv", "c.truth.csv"];
    const run = async (seed: number) => {
      await writeBooks({ count: 400, seed, output: join(folder, "c.csv") });
      return Promise.all(names.map(hash));
    };
    const first = await run(42);
    expect(await run(42)).toEqual(first);
    const other = await run(43);
    expect(other.filter((sum) => first.includes(sum))).toEqual([]);
  });

  it("reports progress up to the last person", async () => {
    const seen: number[] = [];
    await writeBooks({ count: 2_500, seed: 1, output: join(folder, "c.csv"), progress: ({ done }) => seen.push(done) });
    expect(seen).toEqual([1_000, 2_000, 2_500]);
  });
});

describe("what cannot be used", () => {
  const range = "as a whole number from 1 to 2,000,000";
  it.each([
    ["no people", 0, `generate-customers needs --count ${range}, got 0; try 50000`],
    ["fewer than none", -5, `generate-customers needs --count ${range}, got -5; try 50000`],
    ["a fraction", 1.5, `generate-customers needs --count ${range}, got 1.5; try 50000`],
    ["a fraction as typed", "2.5", `generate-customers needs --count ${range}, got "2.5"; try 50000`],
    ["not a number", "many", `generate-customers needs --count ${range}, got "many"; try 50000`],
    ["nothing", "", `generate-customers needs --count ${range}, got ""; try 50000`],
    ["a thousands separator", "50,000", `generate-customers needs --count ${range}, got "50,000"; try 50000`],
    ["too many", 2_000_001, `generate-customers needs --count ${range}, got 2000001; try 50000`],
    ["NaN", Number.NaN, `generate-customers needs --count ${range}, got NaN; try 50000`],
  ])("%s: one line, exit code 2, no file", async (_case, count, message) => {
    const error = await failure(() => writeBooks({ count, seed: 42, output: join(folder, "c.csv") }));
    expect(error.message).toBe(message);
    expect(exitCodeOf(error)).toBe(2);
    expect(await readdir(folder)).toEqual([]);
  });

  it("a seed that is none", async () => {
    const error = await failure(() => writeBooks({ count: 1, seed: "x", output: join(folder, "c.csv") }));
    expect(error.message).toBe(
      'generate-customers needs --seed as a whole number from 0 to 2,147,483,646, got "x"; 42 is the usual one',
    );
  });

  it.each([
    ["an empty name", () => "", /needs --output as a file name, got ""/],
    ["a name that ends as a folder", () => `${folder}/`, /needs --output as a file name/],
    ["a folder", () => folder, /A file name is needed to write to, got the folder/],
    ["a device", () => "/dev/null", /got the device \/dev\/null/],
    ["a name below a file", () => join(folder, "file", "c.csv"), /\(E(NOTDIR|EXIST)\); name another folder$/],
    ["a folder that nobody can make", () => "/proc/nowhere/c.csv", /\((ENOENT|EACCES|EPERM)\); name another folder$/],
  ])("%s as output", async (_case, output, message) => {
    await writeFile(join(folder, "file"), "here first");
    const error = await failure(() => writeBooks({ count: 3, seed: 42, output: output() }));
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("\n");
    expect(await readdir(folder)).toEqual(["file"]);
  });
});

describe("Ctrl-C", () => {
  it("while writing leaves the old file and no half-written one", async () => {
    await writeFile(join(folder, "c.csv"), "old\n");
    // enough lines to be still writing when the signal comes
    const script = `
      const { writeCsvFiles } = require(${JSON.stringify(join(__dirname, "../../lib/dist/generate/csv.js"))});
      const lines = Array.from({ length: 3_000_000 }, (_, i) => "line " + i);
      writeCsvFiles([{ path: process.argv[1], columns: ["n"], lines }]);`;
    const child = spawn(process.execPath, ["-e", script, join(folder, "c.csv")], { stdio: "ignore" });
    const ended = new Promise<NodeJS.Signals | null>((done) => child.once("exit", (_code, signal) => done(signal)));
    while ((await readdir(folder)).length < 2) await new Promise((done) => setTimeout(done, 5));
    child.kill("SIGINT");
    expect(await ended).toBe("SIGINT");
    expect(await readdir(folder)).toEqual(["c.csv"]);
    expect(await read("c.csv")).toBe("old\n");
  });
});

async function failure(run: () => Promise<unknown>): Promise<Error> {
  const error = await run().then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(InvalidInputError);
  return error as Error;
}
