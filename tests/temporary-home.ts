// A state folder of a test's own, gone afterwards.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/** Points C360_HOME to a new folder for all tests of a file, on the embedded engine and a lake in that folder. */
export function useTemporaryHome(): { readonly path: string } {
  const home = { path: "" };
  const before = { ...process.env };
  beforeAll(() => {
    home.path = mkdtempSync(join(tmpdir(), "c360-test-"));
    Object.assign(process.env, { C360_HOME: home.path, C360_ENGINE: "duckdb", C360_LAKE: "" });
  });
  afterAll(() => {
    process.env = before;
    rmSync(home.path, { recursive: true, force: true });
  });
  return home;
}
