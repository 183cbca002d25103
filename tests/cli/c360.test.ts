// The commands as a person types them: real processes, their output, their exit codes.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, it } from "vitest";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
const program = join(__dirname, "../../lib/bin/c360.js");
const c360 = (...args: string[]) => execa(process.execPath, [program, ...args], { reject: false });

describe("bad words", () => {
  it.each([
    ["an unknown command", ["dance"], "c360: unknown command 'dance'; see: npx c360 --help"],
    ["an unknown option", ["run", "--quick"], "c360: unknown option '--quick'; see: npx c360 --help"],
    ["a notebook there is none of", ["run", "--only", "77"], "run needs a notebook's number, one of 01, 02, 03, 04"],
    ["no customers", ["run", "--customers", "0"], "needs to be a whole number from 1 to 2,000,000, got 0"],
    ["customers that are no number", ["run", "--customers", "many"], 'got "many"'],
    ["a count of 0", ["generate-customers", "--count", "0", "--output", "x.csv"], "needs --count as a whole number"],
    ["a negative count", ["generate-customers", "--count", "-5", "--output", "x.csv"], 'got "-5"'],
    ["a missing count", ["generate-customers", "--output", "x.csv"], "required option '--count <n>' not specified"],
    ["an empty statement", ["query", " "], "query needs an SQL statement, got an empty text"],
    ["an unknown format", ["query", "select 1", "--format", "xml"], "Allowed choices are table, json, csv"],
    ["a chapter nothing is built in", ["reset", "--to", "01"], "one of 02, 03, 04, 05, 06; got 01"],
    ["scores before there is a model", ["churn", "refresh"], "A trained churn model is needed, got none yet"],
    ["a rollback to nowhere", ["churn", "rollback"], "A rollback needs an earlier champion, got no model at all"],
    ["a bench of nobody", ["churn", "bench", "--customers", "0"], 'as a whole number above 0, got "0"'],
    ["a folder that is none", ["load", "/nowhere/at/all"], "c360 load needs a folder of files"],
    [
      "a file that is none",
      ["upload-customers", "--file", "no.csv", "--bucket", "lake"],
      "existing CSV file, got no.csv",
    ],
  ])("%s: one line, exit code 2", async (_what, args, words) => {
    const { exitCode, stderr, stdout } = await c360(...args);
    expect(stderr.split("\n").at(-1)).toContain(words);
    expect(
      stderr
        .trim()
        .split("\n")
        .filter((line) => line.startsWith("c360:")),
    ).toHaveLength(1);
    expect([exitCode, stdout]).toEqual([2, ""]);
  });
});

describe("query", () => {
  const sql = "select 1 as id, 'a, \"b\"' as words, date '2025-01-02' as on_date, null as nothing";

  it("prints a table, numbers to the right", async () => {
    const { stdout } = await c360(
      "query",
      "select 'north' as side, 7 as total union all select 'south', 1234 order by side",
    );
    expect(stdout.split("\n")).toEqual(["side   total", "─────  ─────", "north      7", "south   1234"]);
  });

  it("prints JSON", async () => {
    expect(JSON.parse((await c360("query", sql, "--format", "json")).stdout)).toEqual([
      { id: 1, words: 'a, "b"', on_date: "2025-01-02T00:00:00.000Z", nothing: null },
    ]);
  });

  it("prints CSV", async () => {
    expect((await c360("query", sql, "--format", "csv")).stdout).toBe(
      'id,words,on_date,nothing\n1,"a, ""b""",2025-01-02,',
    );
  });

  it("says in one line what the database did not like", async () => {
    const { exitCode, stderr } = await c360("query", "select * from gold.nobody");
    expect(stderr).toMatch(/^c360: query failed on duckdb: Catalog Error: Table with name nobody does not exist!/);
    expect(exitCode).toBe(1);
  });
});

describe("generate-customers", () => {
  it("writes three files and says what is in them", async () => {
    const output = join(home.path, "made", "customers.csv");
    const { exitCode, stdout } = await c360("generate-customers", "--count", "120", "--output", output);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^120 people: \d+ records in the legacy book, \d+ in the acquired one, \d+ account changes/);
    expect(readdirSync(join(home.path, "made")).sort()).toEqual([
      "customers.account_changes.csv",
      "customers.csv",
      "customers.truth.csv",
    ]);
  });
});

describe("doctor", () => {
  it("finds everything here", async () => {
    const { exitCode, stdout } = await c360("doctor");
    expect(
      stdout
        .split("\n")
        .slice(2)
        .every((line) => line.startsWith("✓")),
    ).toBe(true);
    expect(exitCode).toBe(0);
  });

  it("names what is missing and the next step, exit code 3", async () => {
    const blocked = join(home.path, "a-file");
    writeFileSync(blocked, "");
    const { exitCode, stderr } = await execa(process.execPath, [program, "doctor"], {
      reject: false,
      env: { C360_HOME: join(blocked, "below") },
    });
    expect(stderr).toContain("A run needs state folder (name another folder in C360_HOME)");
    expect(exitCode).toBe(3);
  });
});

describe("reset", () => {
  beforeAll(() => mkdirSync(join(home.path, "lake"), { recursive: true }));

  it("removes what runs left, and nothing else", async () => {
    writeFileSync(join(home.path, "my-notes.txt"), "mine");
    const { stdout } = await c360("reset");
    expect(stdout).toContain("my-notes.txt");
    expect(existsSync(join(home.path, "my-notes.txt"))).toBe(true);
    expect(existsSync(join(home.path, "lake"))).toBe(false);
  });
});
