// A load killed at any moment and started again ends where an undisturbed one ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import { bronzeHash, change, csv, customer, lay, scene, transaction, unconserved } from "./sample";

const stage = scene();
const files = 6;
let undisturbed: string;

beforeAll(async () => {
  if (!existsSync(join(__dirname, "../../lib/dist/bronze/load-bronze.js"))) {
    expect.fail("the compiled library is needed here: npm run build");
  }
  const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
  for (let file = 1; file <= files; file++) {
    const given = numbers(file * 300, 300).map((n) => transaction(n, n % 50 === 0 ? { status: "lost" } : {}));
    lay(stage, `transactions/t${file}.csv`, csv("transactions", given));
  }
  lay(
    stage,
    "customers/c.csv",
    csv(
      "customers",
      numbers(1, 500).map((n) => customer(n)),
    ),
  );
  lay(
    stage,
    "account_changes/a.csv",
    csv(
      "account_changes",
      numbers(1, 500).map((n) => change(n)),
    ),
  );
  await loadBronze(stage.engine, stage.lake);
  undisturbed = await bronzeHash(stage.engine);
  await stage.engine.close();
});

it.each([
  ["before its first file", 1, 0],
  ["in its first file", 1, 15],
  ["in its second file", 2, 25],
  ["between files", 4, 5],
  ["near its end", files + 1, 40],
])("killed %s", async (_when, task, wait_ms) => {
  const file = join(stage.folder, `killed-${task}-${wait_ms}.duckdb`);
  const child = spawn(process.execPath, [join(__dirname, "load-worker.mjs"), file, stage.lake.location], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  let seen = 0;
  for await (const _line of createInterface(child.stdout)) if (++seen === task) break;
  await sleep(wait_ms);
  child.kill("SIGKILL");
  await gone;
  const engine = openDuckDb({ file });
  await loadBronze(engine, stage.lake);
  expect(await bronzeHash(engine)).toBe(undisturbed);
  expect(await unconserved(engine)).toEqual([]);
  await engine.close();
});
