import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder } from "../../lib/src/core/make-folder";

const top = mkdtempSync(join(tmpdir(), "c360-folder-"));

it("makes a folder and those above it, once and again", () => {
  const folder = join(top, "a", "b", "c");
  makeFolder(folder);
  makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

it("comes back with the reason where no folder can be", () => {
  const file = join(top, "a-file");
  writeFileSync(file, "");
  expect(() => makeFolder(join(file, "below"))).toThrow("EEXIST");
  if (process.platform === "linux") expect(() => makeFolder("/proc/nope/below")).toThrow("ENOENT");
});
