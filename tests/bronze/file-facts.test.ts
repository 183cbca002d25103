// What is told of a file's bytes: the truth at any time, also when the file was read before.
import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { fileFacts } from "../../lib/src/bronze/file-facts";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
const file = () => join(home.path, "lake.csv");

it("counts bytes and lines and says how lines end", async () => {
  writeFileSync(file(), "a,b\r\n1,2");
  expect(await fileFacts(file(), true)).toMatchObject({ bytes: 8, lines: 2, line_end: "\r\n" });
  expect(await fileFacts(file(), false)).toMatchObject({ bytes: 8, lines: 0, line_end: "\n" });
});

it("knows a file that has lain still, and reads one anew that was changed to the same size and time", async () => {
  writeFileSync(file(), "old");
  await sleep(2100);
  const old = await fileFacts(file(), false);
  expect(await fileFacts(file(), false)).toBe(old); // the very object: nothing was read
  const then = new Date(2026, 0, 1);
  utimesSync(file(), then, then);
  const touched = await fileFacts(file(), false);
  expect(touched).not.toBe(old);
  writeFileSync(file(), "new");
  utimesSync(file(), then, then);
  expect((await fileFacts(file(), false)).sha256).not.toBe(touched.sha256);
});

it("trusts no memory of a file that was written just now", async () => {
  writeFileSync(file(), "one");
  const one = await fileFacts(file(), false);
  expect(await fileFacts(file(), false)).not.toBe(one);
});

it("of a file that is gone remembers nothing", async () => {
  rmSync(file(), { force: true });
  await expect(fileFacts(file(), false)).rejects.toThrow("ENOENT");
});
