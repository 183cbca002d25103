// Every model of sql/ has a test that gives it rows and names the rows expected.
//
// The test stands in tests/sql/ in the model's own layer and calls the model by its path, as in
// runModel("30_gold/dim_customer", ...), or by the beginning of the path and its end, as in
// `40_features/churn_${family}` with "recency". Bronze is filled by files: tests/bronze gives files and expects rows.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
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

/** Paths that the tests of a layer quote. */
function testedIn(layer: string): Set<string> {
  const folder = join(__dirname, layer);
  const tests = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".test.ts")) : [];
  return new Set(tests.flatMap((file) => pathsIn(readFileSync(join(folder, file), "utf8"))));
}

it("has rows given and rows expected for every model", () => {
  const untested = layers.flatMap((layer) => {
    const tested = testedIn(layer);
    return sqlFiles(layer, "duckdb").filter((file) => makesRows(file) && !tested.has(file.name));
  });
  expect(layers).toContain("30_gold");
  expect(untested.map((model) => model.name)).toEqual([]);
});
