// The commands as a person types them: real processes, their output, their exit codes.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { homePlaces } from "../../lib/src/core/home";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
const program = join(__dirname, "../../lib/bin/c360.js");
const c360 = (...args: string[]) => execa(process.execPath, [program, ...args], { reject: false });

describe("bad words", () => {
  it.each([
    ["an unknown command", ["dance"], "c360: unknown command 'dance'; see: npx c360 --help"],
    ["an unknown option", ["run", "--quick"], "c360: unknown option '--quick'; see: npx c360 --help"],
    [
      "a misspelt option",
      ["run", "--custmers", "5"],
      "option '--custmers' (Did you mean --customers?); see: npx c360 --help",
    ],
    ["a notebook there is none of", ["run", "--only", "77"], "run needs a notebook's number, one of 01, 02, 03, 04"],
    [
      "two choices that do not meet",
      ["run", "--only", "03", "--from", "04"],
      "--only to be 04 or later when --from is 04",
    ],
    ["an output that cannot be", ["run", "--output", "/dev/null/x"], "--output as a folder that can be made, got /dev"],
    ["a feed there is none of", ["replay", "--feed", "cards"], "Allowed choices are transactions, customers, account"],
    ["a rule there is none of", ["replay", "--rule", "foo"], 'id of a rule, got "foo"; sql/10_bronze/README.md names'],
    ["too few customers", ["run", "--customers", "199"], "run needs --customers of 200 or more, got 199: fewer have"],
    ["no customers", ["run", "--customers", "0"], "needs to be a whole number from 1 to 2,000,000, got 0"],
    ["customers that are no number", ["run", "--customers", "many"], 'got "many"'],
    ["a count of 0", ["generate-customers", "--count", "0", "--output", "x.csv"], "needs --count as a whole number"],
    ["a negative count", ["generate-customers", "--count", "-5", "--output", "x.csv"], 'got "-5"'],
    [
      "a seed that no run takes",
      ["generate-customers", "--count", "5", "--seed", "2147483647", "--output", "x.csv"],
      "from 0 to 2,147,483,646",
    ],
    ["a missing count", ["generate-customers", "--output", "x.csv"], "required option '--count <n>' not specified"],
    ["an empty statement", ["query", " "], "query needs an SQL statement, got an empty text"],
    ["no statement at all", ["query", ";"], "query needs one SQL statement, got 0"],
    ["two statements", ["query", "select 1; select 2"], "query needs one SQL statement, got 2; run each by itself"],
    ["an unknown format", ["query", "select 1", "--format", "xml"], "Allowed choices are table, json, csv"],
    ["masks where there are none", ["query", "select 1", "--unmasked", "email"], "--unmasked is for --format csv"],
    ["a chapter nothing is built in", ["reset", "--to", "01"], "one of 02, 03, 04, 05, 06; got 01"],
    ["scores before there is a model", ["churn", "refresh"], "A trained churn model is needed, got none yet"],
    ["a rollback to nowhere", ["churn", "rollback"], "A rollback needs an earlier champion, got no model at all"],
    [
      "a card in place of a folder",
      ["churn", "card", "--output", "/tmp"],
      "A file name is needed to write to, got the",
    ],
    ["a card where nothing can be", ["churn", "card", "--output", "/dev/null/x.md"], "got /dev/null/x.md (E"],
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

describe("a refused run", () => {
  it("leaves no settings behind", async () => {
    expect((await c360("run", "--customers", "1000", "--only", "77")).exitCode).toBe(2);
    expect((await c360("run", "--customers", "1000", "--output", "/dev/null/x")).exitCode).toBe(2);
    expect(existsSync(join(home.path, "settings.json"))).toBe(false);
  });

  it("says so in one line when the state folder cannot be, instead of waiting for ever", async () => {
    const env = { C360_HOME: join(home.path, "settings-are-a-file", "below") };
    writeFileSync(join(home.path, "settings-are-a-file"), "");
    const { exitCode, stderr } = await execa(process.execPath, [program, "run"], { reject: false, env });
    expect(stderr).toMatch(/^c360: The state folder needs to be a folder that can be written, got .* \(EEXIST\); name/);
    expect(exitCode).toBe(3);
    if (process.platform !== "linux") return;
    const nowhere = { reject: false, env: { C360_HOME: "/proc/nope" }, timeout: 30_000 } as const;
    for (const args of [["run"], ["query", "select 1"], ["doctor"]]) {
      const { exitCode, timedOut } = await execa(process.execPath, [program, ...args], nowhere);
      expect([exitCode, timedOut]).toEqual([3, false]);
    }
  });
});

describe("nothing but the name", () => {
  it.each([[[]], [["churn"]], [["--help"]]])("c360 %j prints the help", async (args) => {
    const { exitCode, stdout, stderr } = await c360(...args);
    expect(stdout).toMatch(/^Usage: c360/);
    expect([exitCode, stderr]).toEqual([0, ""]);
  });
});

describe("replay", () => {
  it("takes the rule that its help gives as an example", async () => {
    const example = /e\.g\. (\S+)/.exec((await c360("replay", "--help")).stdout)?.[1];
    expect((await c360("replay", "--rule", String(example))).stderr).toBe("");
  });

  it("tries what was rejected, and says how it went", async () => {
    expect((await c360("replay")).stdout).toBe("0 records tried: 0 now in bronze, 0 still break a rule");
  });
});

describe("after a load that was cut off", () => {
  const settings = () => join(home.path, "settings.json");
  beforeAll(() => writeFileSync(settings(), JSON.stringify({ books: "loading" })));
  afterAll(() => rmSync(settings()));

  it.each(["churn train", "churn drift", "churn card", "replay"])("%s builds on nothing", async (words) => {
    const { exitCode, stderr } = await c360(...words.split(" "));
    expect(stderr).toContain(
      "c360: The state folder needs whole books, got a c360 load that was cut off; run it again",
    );
    expect(exitCode).toBe(2);
  });

  it("query may still look", async () => expect((await c360("query", "select 1")).exitCode).toBe(0));
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

  it("prints CSV that runs nothing in a spreadsheet and masks what is personal unless asked for by name", async () => {
    const csv = (...more: string[]) =>
      c360(
        "query",
        "select '=1+1' as note, 'ada@post.org' as email, 'Ada King' as full_name",
        "--format",
        "csv",
        ...more,
      );
    expect((await csv()).stdout).toBe("note,email,full_name\n'=1+1,a***@***,A. K.");
    expect((await csv("--unmasked", "email, full_name")).stdout).toBe(
      "note,email,full_name\n'=1+1,ada@post.org,Ada King",
    );
    const { stderr, exitCode } = await csv("--unmasked", "phone");
    expect(stderr).toContain('An export unmasks columns it has, got "phone"; there are note, email, full_name');
    expect(exitCode).toBe(2);
  });

  it("prints the header of CSV also without rows, and makes it safe", async () => {
    expect((await c360("query", 'select 1 as "=id", 2 as b where 1 = 0', "--format", "csv")).stdout).toBe("'=id,b");
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

describe("a reader that goes away", () => {
  const piped = (words: string, pipe: string) =>
    execa("bash", ["-c", `"$0" "$1" ${words} ${pipe}; echo "exit code \${PIPESTATUS[0]}"`, process.execPath, program]);

  it("as head does ends the command quietly", async () => {
    const { stdout, stderr } = await piped("run --customers 200 --only 01", "| true");
    expect([stdout, stderr]).toEqual(["exit code 0", ""]);
  });

  it("from its progress does not keep it from its work", async () => {
    const output = join(home.path, "made", "unwatched.csv");
    const { stdout } = await piped(`generate-customers --count 120 --output ${output}`, "2>&1 >/dev/null | true");
    expect(stdout).toBe("exit code 0");
    expect(existsSync(output)).toBe(true);
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
  it("removes whatever any part of the workbook writes, and nothing else", async () => {
    for (const place of Object.values(homePlaces)) {
      if (place.includes(".")) writeFileSync(join(home.path, place), "{}");
      else mkdirSync(join(home.path, place), { recursive: true });
    }
    for (const beside of ["customer_360.duckdb.wal", "settings.json.new"]) writeFileSync(join(home.path, beside), "");
    writeFileSync(join(home.path, "my-notes.txt"), "mine");
    const { stdout } = await c360("reset");
    expect(stdout).toContain("empty but for what is not ours: a-file, made, my-notes.txt, settings-are-a-file");
    expect(readdirSync(home.path).sort()).toEqual(["a-file", "made", "my-notes.txt", "settings-are-a-file"]);
  });

  it("says in one line that the state folder is a file", async () => {
    const file = join(home.path, "a-file");
    const { exitCode, stderr } = await execa(process.execPath, [program, "reset"], {
      reject: false,
      env: { C360_HOME: file },
    });
    expect(stderr).toBe(
      `c360: The state folder needs to be a folder that can be written, got ${file} (ENOTDIR); name another in C360_HOME`,
    );
    expect(exitCode).toBe(3);
  });

  it("knows every place: nobody writes into the state folder but by homePlaces", () => {
    const source = join(__dirname, "../../lib/src");
    const others = readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && file !== "core/home.ts" && file !== "pipeline/reset.ts")
      .filter((file) => /join\(\s*homeFolder\(\)/.test(readFileSync(join(source, file), "utf8")));
    expect(others).toEqual([]);
  });
});
