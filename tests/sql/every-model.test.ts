// Every model of sql/ has a test that gives it rows and names the rows expected.
//
// The test stands in tests/sql/ in the model's own layer and calls the model by its path, as in
// runModel("30_gold/dim_customer", ...), or by the beginning of the path and its end, as in
// `40_features/churn_${family}` with "recency". Bronze is filled by files: tests/bronze gives files and expects rows.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type SqlFile, sqlFiles, sqlFolder, withoutCommentsAndText } from "../../lib/src/sql/model";

const NOT_MODELS = ["00_platform", "10_bronze", "55_indexes", "checks"];
const layers = readdirSync(sqlFolder).filter((folder) => !NOT_MODELS.includes(folder));

/** A model makes rows; functions and tables that are made empty, to be filled by others, do not. */
const makesRows = ({ name, sql }: SqlFile) =>
  name.startsWith("realism/") || /create\s+or\s+replace\s+(table|view)/i.test(withoutCommentsAndText(sql));

/** Paths that a test file quotes, whole or put together. */
function pathsIn(text: string): string[] {
  const words = [...text.matchAll(/"([\w/]+)"/g)].map((match) => match[1]!);
  const beginnings = [...text.matchAll(/`(\w+\/\w*)\$\{\w+\}`/g)].map((match) => match[1]!);
  return [...words, ...beginnings.flatMap((beginning) => words.map((word) => beginning + word))];
}

describe.each(layers)("%s", (layer) => {
  it("has rows given and rows expected for every model", () => {
    const folder = join(__dirname, layer);
    const tests = readdirSync(folder).filter((file) => file.endsWith(".test.ts"));
    const tested = new Set(tests.flatMap((file) => pathsIn(readFileSync(join(folder, file), "utf8"))));
    const models = sqlFiles(layer, "duckdb").filter(makesRows);
    expect(models.length).toBeGreaterThan(0);
    expect(models.map((model) => model.name).filter((name) => !tested.has(name))).toEqual([]);
  });
});
