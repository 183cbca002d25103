import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openLake } from "../../lib/src/lake/lake";
import { makeManifest, putWithManifest } from "../../lib/src/lake/manifest";
import { type S3Stage, s3Stage } from "./s3";

const home = mkdtempSync(join(tmpdir(), "c360-s3-home-"));
const small = join(home, "small.csv");
const big = join(home, "big.bin");
const bigBytes = randomBytes(20 * 1024 * 1024);
const before = { ...process.env };
let stage: S3Stage;

beforeAll(async () => {
  writeFileSync(small, "id\n1\n");
  writeFileSync(big, bigBytes);
  stage = await s3Stage();
  Object.assign(process.env, {
    C360_HOME: home,
    AWS_ENDPOINT_URL_S3: stage.endpoint,
    AWS_ACCESS_KEY_ID: "S3RVER",
    AWS_SECRET_ACCESS_KEY: "S3RVER",
    AWS_EC2_METADATA_DISABLED: "true",
  });
});
beforeEach(() => {
  stage.breaks = () => false;
  stage.requests.length = 0;
});
afterAll(async () => {
  process.env = before;
  await stage.close();
});

describe("a lake in a bucket", () => {
  it("lists what was put, under its prefix, and hands back the same bytes", async () => {
    const lake = openLake("s3://books/demo");
    await lake.put("customers/b.csv", small);
    await lake.put("customers/a.csv", small);
    await openLake("s3://books/other").put("customers/c.csv", small);
    expect(await lake.list("customers")).toEqual([
      { path: "customers/a.csv", bytes: 5 },
      { path: "customers/b.csv", bytes: 5 },
    ]);
    expect(readFileSync(await lake.fetch("customers/a.csv"), "utf8")).toBe("id\n1\n");
    await lake.remove("customers/a.csv");
    await lake.remove("customers/a.csv");
    expect((await lake.list("")).map((file) => file.path)).toEqual(["customers/b.csv"]);
  });

  it("sends a large file in parts, and tells how far it is", async () => {
    const lake = openLake("s3://books/parts");
    const told: number[] = [];
    await lake.put("transactions/big.parquet", big, ({ done }) => told.push(done));
    expect(stage.requests.filter((request) => /partNumber=/.test(request)).length).toBe(3);
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(bigBytes.length);
    expect(told.length).toBeGreaterThan(2);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    expect(readFileSync(await lake.fetch("transactions/big.parquet")).equals(bigBytes)).toBe(true);
  });

  it("tries a part again when the connection breaks once", async () => {
    const lake = openLake("s3://books/again");
    let broken = 0;
    stage.breaks = (request) => /partNumber=2/.test(request) && broken++ === 0;
    await lake.put("transactions/big.parquet", big);
    expect(broken).toBeGreaterThan(1);
    expect(readFileSync(await lake.fetch("transactions/big.parquet")).equals(bigBytes)).toBe(true);
  });

  it("leaves no object, and gives the upload up, when a part cannot be sent", async () => {
    const lake = openLake("s3://books/broken");
    stage.breaks = (request) => /partNumber=2/.test(request);
    const put = lake.put("transactions/big.parquet", big);
    await expect(put).rejects.toThrow(
      /^s3:\/\/books\/broken could not put transactions\/big.parquet: .*(reached|broke)/,
    );
    expect(await lake.list("")).toEqual([]);
    const uploads = stage.requests.filter((request) => /^POST .*\?uploads/.test(request)).length;
    const givenUp = stage.requests.filter((request) => /^DELETE .*uploadId=/.test(request)).length;
    expect(uploads).toBe(1);
    expect(givenUp).toBeGreaterThanOrEqual(1);
    expect(stage.requests.some((request) => /^POST .*uploadId=/.test(request))).toBe(false);
    stage.breaks = () => false;
    await lake.put("transactions/big.parquet", big);
    expect(await lake.list("")).toEqual([{ path: "transactions/big.parquet", bytes: bigBytes.length }]);
  });

  it("gives the upload up before it ends when the command is stopped", async () => {
    const stop = new AbortController();
    const lake = openLake("s3://books/stopped", stop.signal);
    const bigger = join(home, "bigger.bin"); // more parts than are read at once
    writeFileSync(bigger, Buffer.alloc(64 * 1024 * 1024));
    const put = lake.put("transactions/big.parquet", bigger, ({ done }) => {
      if (done > 0) stop.abort();
    });
    await expect(put).rejects.toMatchObject({ name: "AbortError" });
    expect(stage.requests.some((request) => /^DELETE .*uploadId=/.test(request))).toBe(true);
    expect(stage.requests.some((request) => /^POST .*uploadId=/.test(request))).toBe(false);
    await expect(lake.list("")).rejects.toMatchObject({ name: "AbortError" });
    expect(await openLake("s3://books/stopped").list("")).toEqual([]);
  });

  it("downloads once, and again when the object has changed", async () => {
    const lake = openLake("s3://books/cache");
    await lake.put("customers/a.csv", small);
    const downloads = () => stage.requests.filter((request) => /^GET .*a\.csv/.test(request)).length;
    await lake.fetch("customers/a.csv");
    await lake.fetch("customers/a.csv");
    expect(downloads()).toBe(1);
    writeFileSync(small, "id\n1\n2\n");
    await lake.put("customers/a.csv", small);
    expect(readFileSync(await lake.fetch("customers/a.csv"), "utf8")).toBe("id\n1\n2\n");
    expect(downloads()).toBe(2);
  });

  it("asks again for a download that differs from its manifest", async () => {
    const lake = openLake("s3://books/checked");
    const manifest = await makeManifest("customers", small, { rows: 1, file: "a.csv" });
    await putWithManifest(lake, "customers/a.csv", small, { ...manifest, sha256: "0".repeat(64) });
    await lake.fetch("customers/a.csv");
    expect(stage.requests.filter((request) => /^GET .*\/a\.csv(\?x-id=GetObject)?$/.test(request)).length).toBe(2);
  });
});

describe("an error says in one line what to do", () => {
  const secret = "topsecretvalue";
  it.each<[string, string, Record<string, string>, RegExp]>([
    ["no such bucket", "s3://nowhere", {}, /^s3:\/\/nowhere could not list files: there is no bucket nowhere/],
    [
      "refused",
      "s3://books",
      { AWS_ACCESS_KEY_ID: "NOBODY", AWS_SECRET_ACCESS_KEY: secret },
      /access was refused .*check the AWS credentials/,
    ],
    ["unreachable", "s3://books", { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" }, /could not be reached .*ECONNREFUSED/],
    [
      "no credentials",
      "s3://books",
      {
        AWS_ACCESS_KEY_ID: "",
        AWS_SECRET_ACCESS_KEY: "",
        AWS_CONFIG_FILE: "/none",
        AWS_SHARED_CREDENTIALS_FILE: "/none",
      },
      /no AWS credentials were found; set AWS_PROFILE/,
    ],
  ])("%s", async (_case, location, environment, message) => {
    const kept = { ...process.env };
    Object.assign(process.env, environment);
    try {
      const error = await openLake(location)
        .list("")
        .then(
          () => undefined,
          (reason: Error) => reason,
        );
      expect(error?.message).toMatch(message);
      expect(error?.message).not.toContain("\n");
      expect(error?.message).not.toContain(secret);
    } finally {
      process.env = kept;
    }
  });

  it("no such file", async () => {
    await expect(openLake("s3://books/x").fetch("customers/none.csv")).rejects.toThrow(
      "s3://books/x could not fetch customers/none.csv: there is no such file",
    );
  });
});
