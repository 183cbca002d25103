import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLake } from "../../lib/src/lake/lake";
import { makeManifest, manifestText, parseManifest, putWithManifest, readManifest } from "../../lib/src/lake/manifest";

const folder = mkdtempSync(join(tmpdir(), "c360-manifest-test-"));
const file = join(folder, "hello.csv");
writeFileSync(file, "abc");

describe("a manifest", () => {
  it("measures bytes and checksum, and takes the sender's word for the rest", async () => {
    expect(await makeManifest("transactions", file, { rows: 2, amount_sum: "10.50" })).toEqual({
      feed: "transactions",
      file: "hello.csv",
      rows: 2,
      bytes: 3,
      // the published test vector for "abc"
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      amount_sum: "10.50",
    });
  });

  it("comes out of the lake as it went in", async () => {
    const lake = openLake(join(folder, "lake"));
    const manifest = await makeManifest("customers", file, { rows: 1, extract_date: "2026-03-31" });
    await putWithManifest(lake, "customers/hello.csv", file, manifest);
    expect(await readManifest(lake, "customers/hello.csv")).toEqual(manifest);
    expect(await readManifest(lake, "customers/other.csv")).toBeUndefined();
  });

  it("is the same text whatever the order of its fields", async () => {
    const manifest = await makeManifest("customers", file, { rows: 1 });
    const turned = Object.fromEntries(Object.entries(manifest).reverse()) as unknown as typeof manifest;
    expect(manifestText(turned)).toBe(manifestText(manifest));
  });

  const good = { feed: "customers", file: "a.csv", rows: 1, bytes: 2, sha256: "0".repeat(64) };
  it.each([
    ["not JSON", "{", /one JSON object/],
    ["a list", "[]", /one JSON object/],
    ["an unknown feed", JSON.stringify({ ...good, feed: "orders" }), /feed as a feed's name, got "orders"/],
    ["rows as text", JSON.stringify({ ...good, rows: "1" }), /rows as a whole number, got "1"/],
    ["negative bytes", JSON.stringify({ ...good, bytes: -1 }), /bytes as a whole number/],
    ["a short checksum", JSON.stringify({ ...good, sha256: "abc" }), /64 small hex digits/],
    ["a sum with separators", JSON.stringify({ ...good, amount_sum: "1,000.00" }), /decimal text/],
    ["a day that is none", JSON.stringify({ ...good, extract_date: "soon" }), /YYYY-MM-DD/],
  ])("is refused when it has %s", (_what, text, message) =>
    expect(() => parseManifest(text, "customers/a.csv.manifest.json")).toThrow(message),
  );
});
