import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { InvalidInputError, UnavailableError } from "../../lib/src/core/errors";
import { openLake } from "../../lib/src/lake/lake";
import { lakePath } from "../../lib/src/lake/lake-path";

let folder: string;
let source: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "c360-lake-")), "lake");
  source = join(mkdtempSync(join(tmpdir(), "c360-source-")), "file.csv");
  writeFileSync(source, "id\n1\n");
});

describe("a lake in a folder", () => {
  it("is empty before anything is put into it", async () => {
    expect(await openLake(folder).list("customers")).toEqual([]);
  });

  it("lists what was put, by path, and hands the file itself back", async () => {
    const lake = openLake(folder);
    await lake.put("transactions/b.csv", source);
    await lake.put("transactions/a.csv", source);
    await lake.put("customers/c.csv", source);
    expect(await lake.list("transactions")).toEqual([
      { path: "transactions/a.csv", bytes: 5 },
      { path: "transactions/b.csv", bytes: 5 },
    ]);
    expect((await lake.list("")).length).toBe(3);
    expect(readFileSync(await lake.fetch("customers/c.csv"), "utf8")).toBe("id\n1\n");
  });

  it("replaces a file in one step and tells progress in bytes", async () => {
    const lake = openLake(folder);
    const reports: number[] = [];
    await lake.put("customers/c.csv", source);
    writeFileSync(source, "id\n1\n2\n");
    await lake.put("customers/c.csv", source, ({ done, total }) => reports.push(done / total));
    expect(readFileSync(await lake.fetch("customers/c.csv"), "utf8")).toBe("id\n1\n2\n");
    expect(reports).toEqual([0, 1]);
    expect(readdirSync(join(folder, "customers"))).toEqual(["c.csv"]);
  });

  it("does not list a file that is being written, and clears what a dead writer left", async () => {
    const lake = openLake(folder);
    await lake.put("customers/c.csv", source);
    const deadPid = execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).trim();
    writeFileSync(join(folder, "customers", `.d.csv.${deadPid}-0a1b2c3d.partial`), "half");
    writeFileSync(join(folder, "customers", `.e.csv.${process.pid}-0a1b2c3d.partial`), "half, still going on");
    expect((await lake.list("customers")).map((file) => file.path)).toEqual(["customers/c.csv"]);
    await lake.put("customers/c.csv", source);
    expect(readdirSync(join(folder, "customers")).filter((name) => name.endsWith(".partial"))).toEqual([
      `.e.csv.${process.pid}-0a1b2c3d.partial`,
    ]);
  });

  it("forgets a removed file, and minds no second time", async () => {
    const lake = openLake(folder);
    await lake.put("customers/c.csv", source);
    await lake.remove("customers/c.csv");
    await lake.remove("customers/c.csv");
    expect(await lake.list("customers")).toEqual([]);
    await expect(lake.fetch("customers/c.csv")).rejects.toThrow(UnavailableError);
  });

  it("says which file could not be put, and leaves nothing behind", async () => {
    const lake = openLake(folder);
    const missing = lake.put("customers/c.csv", join(folder, "nowhere.csv"));
    await expect(missing).rejects.toThrow(/^customers\/c.csv could not be put into the lake .*ENOENT/);
    expect(await lake.list("")).toEqual([]);
  });
});

describe("a location", () => {
  it.each([
    ["s3://my-bucket", "s3://my-bucket"],
    ["s3://my-bucket/a/b/", "s3://my-bucket/a/b"],
  ])("%s is read as %s", (given, location) => expect(openLake(given).location).toBe(location));

  it.each(["s3://", "s3://UPPER", "s3://a", "gs://bucket"])("%s is refused", (given) =>
    expect(() => openLake(given)).toThrow(InvalidInputError),
  );

  it.each(["", "../up.csv", "a//b", "/etc/passwd", "a/./b", "a\\b"])("no path climbs out of a lake: %j", (path) =>
    expect(() => lakePath(path)).toThrow(InvalidInputError),
  );
});
