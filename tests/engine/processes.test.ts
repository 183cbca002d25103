// Several processes and several engines on one DuckDB file: two notebooks open at once must just work.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { UnavailableError } from "../../lib/src/core/errors";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import type { Engine } from "../../lib/src/engine/engine";

const worker = join(__dirname, "worker.mjs");
const built = join(__dirname, "../../lib/dist/engine/duckdb.js");
const children: ChildProcess[] = [];
let folder: string;
let file: string;

beforeAll(() => {
  if (!existsSync(built)) expect.fail("the compiled library is needed here: npm run build");
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "c360-processes-"));
  file = join(folder, "shared.duckdb");
  const db = openDuckDb({ file });
  await db.run({ name: "setup", sql: "create table silver.shared (name varchar, n bigint)" });
  await db.close();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});
const engines: Engine[] = [];
const opened = (options: Parameters<typeof openDuckDb>[0]): Engine => {
  const db = openDuckDb(options);
  engines.push(db);
  return db;
};
afterEach(() => Promise.all(engines.splice(0).map((db) => db.close())));
afterAll(() => expect(children).toEqual([]));

function start(task: string, name = ""): ChildProcess {
  const child = spawn(process.execPath, [worker, task, file, name], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return child;
}

async function ended(child: ChildProcess): Promise<string> {
  let trouble = "";
  child.stderr!.on("data", (data) => (trouble += data));
  const [code] = await once(child, "exit");
  return `${code} ${trouble}`.trim();
}

const shared = (db: Engine) =>
  db.rows<{ name: string; n: number }>({
    name: "count",
    sql: "select name, count(*) as n from silver.shared group by name order by name",
  });

it("two processes write in turn while a third reads, and nothing is lost or half seen", async () => {
  const all = [start("write", "a"), start("write", "b"), start("read")];
  expect(await Promise.all(all.map(ended))).toEqual(["0", "0", "0"]);
  expect(await shared(opened({ file }))).toEqual([
    { name: "a", n: 40 },
    { name: "b", n: 40 },
  ]);
});

it("engines of one process share the file, by whatever path they came", async () => {
  const link = join(folder, "link.duckdb");
  symlinkSync(file, link);
  const [a, b, c] = [opened({ file }), opened({ file: join(folder, ".", "shared.duckdb") }), opened({ file: link })];
  const writes = [a, b, c].flatMap((db, e) =>
    Array.from({ length: 10 }, (_, n) =>
      db!.run({ name: "w", sql: `insert into silver.shared values ('${e}', ${n})` }),
    ),
  );
  await Promise.all(writes);
  await a!.close();
  const counts = [0, 1, 2].map((e) => ({ name: String(e), n: 10 }));
  expect(await shared(b!)).toEqual(counts);
  await Promise.all([b!.close(), c!.close()]);
  expect(await shared(opened({ file }))).toEqual(counts);
});

it("a process killed in the middle of a write leaves what was committed before", async () => {
  const child = start("die");
  await once(child.stdout!, "data");
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill("SIGKILL");
  await once(child, "exit");
  mkdirSync(`${file}.tmp`, { recursive: true });
  writeFileSync(join(`${file}.tmp`, "spilled.block"), "left over");
  const db = opened({ file });
  expect(await shared(db)).toEqual([{ name: "kept", n: 1 }]);
  expect(existsSync(join(`${file}.tmp`, "spilled.block"))).toBe(false);
  await db.run({ name: "write", sql: "insert into silver.shared values ('after', 1)" });
});

it("a file that stays held is an error of one line that names the process", async () => {
  const child = start("hog");
  await once(child.stdout!, "data");
  await new Promise((resolve) => setTimeout(resolve, 300));
  const db = opened({ file, wait_seconds: 1 });
  const error: Error = await shared(db).then(
    () => expect.fail("was not refused"),
    (reason: Error) => reason,
  );
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error.message).toMatch(
    new RegExp(`^${file} is needed here, but process ${child.pid} \\(.*node.*\\) has been working in it for 1 s; wait`),
  );
  expect(error.message).not.toContain("\n");
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 200);
  const waiting = opened({ file }).rows({ name: "waiting", sql: "select 1", signal: controller.signal });
  await expect(waiting).rejects.toThrow("waiting was cancelled");
});

it("the file is free for others as soon as nothing runs", async () => {
  const db = opened({ file, idle_seconds: 0.05 });
  await shared(db);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await ended(start("write", "other"))).toBe("0");
  expect(await shared(db)).toEqual([{ name: "other", n: 40 }]);
});

it("others get the file in the middle of queries that overlap without end", async () => {
  const db = opened({ file });
  const sql = "select count(*) as n from silver.shared, range(100000)";
  let is_done = false;
  const asking = [1, 2, 3].map(async () => {
    while (!is_done) await db.rows({ name: "again and again", sql, is_repeated: true });
  });
  const code = await ended(start("write", "other"));
  is_done = true;
  await Promise.all(asking);
  expect(code).toBe("0");
});

it("the file is free for others after queries that failed at the same moment", async () => {
  const db = opened({ file, idle_seconds: 0.05 });
  const ask = (value: unknown, stop = {}) =>
    db.rows({
      name: "asked often",
      sql: "select ?::integer as n",
      binds: [value as number],
      is_repeated: true,
      ...stop,
    });
  await Promise.all([ask(1), ask(2)]);
  await Promise.allSettled([ask({}), ask(1, { signal: AbortSignal.abort() })]);
  expect(await ended(start("write", "other"))).toBe("0");
});

it("the file is let go at once after the last statement of much writing", async () => {
  const db = opened({ file, idle_seconds: 20 });
  await db.run({ name: "keep", sql: "create temp table kept as select 1 as n" }); // lives as long as the connection
  await db.run({ name: "last", sql: "insert into silver.shared values ('last', 1)", ends_writing: true });
  await expect(db.rows({ name: "kept", sql: "select n from kept" })).rejects.toThrow("kept does not exist");
  expect(await shared(db)).toEqual([{ name: "last", n: 1 }]);
});

it("the file stays held while this process computes between two statements, and not longer", async () => {
  const db = opened({ file, idle_seconds: 0.1 });
  const kept = () => db.rows({ name: "kept", sql: "select n from kept" }); // lives as long as the connection
  await db.run({ name: "keep", sql: "create temp table kept as select 1 as n" });
  for (const until = Date.now() + 400; Date.now() < until; );
  await new Promise((resolve) => setTimeout(resolve, 20)); // the timer that is due comes first
  expect(await kept()).toEqual([{ n: 1 }]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await expect(kept()).rejects.toThrow("kept does not exist");
});

it("the file is let go after a computation when somebody waits for it", async () => {
  const db = opened({ file, idle_seconds: 0.1 });
  await db.run({ name: "keep", sql: "create temp table kept as select 1 as n" });
  writeFileSync(`${file}.waiting`, ""); // as a process that waits leaves it
  for (const until = Date.now() + 400; Date.now() < until; );
  writeFileSync(`${file}.waiting`, "");
  await new Promise((resolve) => setTimeout(resolve, 20));
  rmSync(`${file}.waiting`);
  await expect(db.rows({ name: "kept", sql: "select n from kept" })).rejects.toThrow("kept does not exist");
});

it("an idle file is let go long before its pause is over when somebody waits for it", async () => {
  const db = opened({ file, idle_seconds: 20 });
  await shared(db);
  const asked = performance.now();
  expect(await ended(start("write", "waiting"))).toBe("0");
  expect(performance.now() - asked).toBeLessThan(10_000);
});

it("a file that was removed is made anew", async () => {
  const db = opened({ file });
  await shared(db);
  for (const end of ["", ".wal"]) rmSync(file + end, { force: true });
  await expect(shared(db)).rejects.toThrow(/silver\.shared|Table with name shared/);
  await db.run({ name: "again", sql: "create table silver.shared (name varchar, n bigint)" });
  expect(await shared(db)).toEqual([]);
});

it.each([
  ["a file that is no database", () => writeFileSync(file, "name,amount\n".repeat(1000))],
  ["a folder that cannot be made", () => (file = join(file, "below", "a file.duckdb"))],
])("%s is an error of one line", async (_what, spoil) => {
  spoil();
  const attempt = (async () => shared(opened({ file })))();
  const error: Error = await attempt.then(
    () => expect.fail("was not refused"),
    (reason: Error) => reason,
  );
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error.message).toMatch(/cannot be opened: \S[^\n]*$/);
});
