// Ctrl-C: the command ends with 130 within moments, and what it leaves can be used.
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { expect, it } from "vitest";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
const program = join(__dirname, "../../lib/bin/c360.js");
const LONGEST_STOP_MS = 5000;
const c360 = (...args: string[]) => execa(process.execPath, [program, ...args], { reject: false });

it("stops a long query", async () => {
  const query = c360("query", "select sum(a.range * b.range) as s from range(10000000) as a, range(1000000) as b");
  while (!existsSync(join(home.path, "customer_360.duckdb"))) await sleep(50);
  await sleep(200);
  const pressedAt = performance.now();
  query.kill("SIGINT");
  const { exitCode, stderr } = await query;
  expect(stderr.split("\n").filter(Boolean)).toEqual([
    "c360: stopping; what is finished stays, and the next run goes on from there (Ctrl-C again to end at once)",
    "c360: query was cancelled",
  ]);
  expect(exitCode).toBe(130);
  expect(performance.now() - pressedAt).toBeLessThan(LONGEST_STOP_MS);
  expect((await c360("query", "select 1 as one", "--format", "csv")).stdout).toBe("one\n1");
});

it("stops a run in its second notebook, and the next run goes on from there", async () => {
  const run = c360("run", "--customers", "300", "--from", "02");
  await once(run.stderr, "data"); // the first progress line
  run.kill("SIGINT");
  const { exitCode, stdout } = await run;
  expect(stdout).toContain("▸ 02_data_generation");
  expect(stdout).not.toContain("▸ 03");
  expect(exitCode).toBe(130);
  expect((await c360("run", "--only", "02")).exitCode).toBe(0);
}, 240_000);

it("stops the writing of books, and leaves no file", async () => {
  const output = join(home.path, "out", "customers.csv");
  const books = c360("generate-customers", "--count", "50000", "--output", output);
  await once(books.stderr, "data"); // the first progress line
  books.kill("SIGINT");
  expect((await books).exitCode).toBe(130);
  expect(existsSync(dirname(output)) ? readdirSync(dirname(output)) : []).toEqual([]);
});
