import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { csvLine, writeCsvFiles } from "../../lib/src/generate/csv";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "csv-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("csvLine", () => {
  it.each([
    ["plain values stand as they are", { a: "x", b: 12 }, "x,12"],
    ["a comma puts quotes around", { a: "1 Elm St, Apt 2", b: "" }, '"1 Elm St, Apt 2",'],
    ["so do a semicolon and a tab", { a: "x;y", b: "x\ty" }, '"x;y","x\ty"'],
    ["a quote is doubled", { a: 'Robert "Bob"', b: 0 }, '"Robert ""Bob""",0'],
    ["line feeds stay inside the quotes", { a: "x\ny", b: "\r" }, '"x\ny","\r"'],
    ["spaces around a value belong to it", { a: " x ", b: "y" }, " x ,y"],
    ["what is missing is empty", { b: null }, ","],
  ])("%s", (_fact, row, line) => expect(csvLine(["a", "b"], row)).toBe(line));

  it("is read back by a reader of RFC 4180 as it was", () => {
    const text = fc.string({ unit: fc.constantFrom("a", " ", ",", ";", "\t", '"', "\n", "\r", "é", "'") });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        const lines = rows.map(([a, b]) => csvLine(["a", "b"], { a, b }));
        expect(parse(`${lines.join("\n")}\n`, { record_delimiter: "\n" })).toEqual(rows);
      }),
    );
  });
});

describe("writeCsvFiles", () => {
  const file = (name: string, lines = ["1", "2"]) => ({ path: join(folder, name), columns: ["n"], lines });

  it("writes a header and a line feed after each line, makes folders, and leaves nothing else", async () => {
    await writeCsvFiles([file("new/folder/a.csv"), file("b.csv", [])]);
    expect(await readFile(join(folder, "new/folder/a.csv"), "utf8")).toBe("n\n1\n2\n");
    expect(await readFile(join(folder, "b.csv"), "utf8")).toBe("n\n");
    expect((await readdir(folder)).sort()).toEqual(["b.csv", "new"]);
    expect(await readdir(join(folder, "new/folder"))).toEqual(["a.csv"]);
  });

  it("replaces a file whole", async () => {
    await writeFile(join(folder, "a.csv"), "old and much longer than the new one\n");
    await writeCsvFiles([file("a.csv")]);
    expect(await readFile(join(folder, "a.csv"), "utf8")).toBe("n\n1\n2\n");
  });

  it("leaves the old files as they were when one of them fails on the way", async () => {
    await writeFile(join(folder, "a.csv"), "old\n");
    const lines = ["1", "2"];
    lines.slice = () => {
      throw new Error("no space left on device");
    };
    await expect(writeCsvFiles([file("a.csv"), { ...file("b.csv"), lines }])).rejects.toThrow(
      `${join(folder, "b.csv")} could not be written: no space left on device`,
    );
    expect(await readFile(join(folder, "a.csv"), "utf8")).toBe("old\n");
    expect(await readdir(folder)).toEqual(["a.csv"]);
  });

  it("does not write on a folder, nor below a file", async () => {
    await expect(writeCsvFiles([{ ...file("x"), path: folder }])).rejects.toThrow(`got the folder ${folder}`);
    await writeFile(join(folder, "a.csv"), "old\n");
    await expect(writeCsvFiles([file("a.csv/b.csv")])).rejects.toThrow(
      /got .*b\.csv \(E(NOTDIR|EXIST)\); name another folder/,
    );
    expect(await readdir(folder)).toEqual(["a.csv"]);
  });
});
