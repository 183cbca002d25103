// The engine contract on embedded DuckDB.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import { engineContract } from "./contract";

const folder = mkdtempSync(join(tmpdir(), "c360-engine-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("in a file", () => {
  let files = 0;
  engineContract(async () => openDuckDb({ file: join(folder, `${files++}.duckdb`) }));
});

describe("in memory", () => {
  engineContract(async () => openDuckDb({ file: ":memory:" }));
});
