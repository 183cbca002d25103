// What only the generator knows stays with the generator: no model, no check, no cell and no other code reads it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../../lib/src/core/home";
import { readNotebook } from "../../lib/src/notebook/nbformat";
import { sqlFiles, withoutCommentsAndText } from "../../lib/src/sql/model";

interface Text {
  readonly name: string;
  readonly text: string;
}

it.each([
  "10_bronze",
  "20_silver",
  "30_gold",
  "40_features",
  "45_churn_model",
  "50_marts",
  "checks",
  "checks/features",
  "checks/marts",
])("%s reads nothing of the generator", (folder) => {
  const files = (["duckdb", "snowflake"] as const).flatMap((engine) => sqlFiles(folder, engine));
  expect(files.length).toBeGreaterThan(0);
  const readers = files.filter((file) => /\bgenerator\s*\./i.test(withoutCommentsAndText(file.sql)));
  expect(readers.map((file) => file.name)).toEqual([]);
});

/** SQL stands in strings here, so only comments are left out. */
const code: Text[] = readdirSync(join(projectFolder, "lib/src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("generate/"))
  .map((file) => {
    const text = readFileSync(join(projectFolder, "lib/src", file), "utf8");
    return { name: file, text: text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, "") };
  });
const cells: Text[] = readdirSync(join(projectFolder, "notebooks"))
  .filter((file) => file.endsWith(".ipynb"))
  .flatMap((file) =>
    readNotebook(join(projectFolder, "notebooks", file))
      .cells.filter((cell) => cell.cell_type === "code")
      .map((cell, i) => ({ name: `${file}, code cell ${i + 1}`, text: cell.source })),
  );

/** The generator's own tables; what has landed is everybody's to count. */
const tableReaders = (texts: readonly Text[]) =>
  texts.filter(({ text }) => /\bgenerator"?\s*\.\s*"?(?!landed_)[a-z]/i.test(text)).map(({ name }) => name);
const fileReaders = (texts: readonly Text[]) =>
  texts.filter(({ text }) => /truth_?file|\.truth\b/i.test(text)).map(({ name }) => name);

it("the generator's tables are named where they are made and landed, and nowhere else", () => {
  expect(tableReaders([...code, ...cells]).sort()).toEqual([
    "pipeline/generate-transactions.ts",
    "pipeline/generator-setup.ts",
  ]);
});

it("the truth file is named by those who write it, hand it to the generator or leave it out of a load", () => {
  expect(fileReaders([...code, ...cells]).sort()).toEqual([
    "bronze/load-folder.ts",
    "cli/commands.ts",
    "pipeline/generator-setup.ts",
    "pipeline/land-customers.ts",
    "pipeline/stages.ts",
  ]);
});

it.each([
  ["a query", 'db.rows({ name: "hint", sql: "select persona from generator.account_plan" })'],
  ["a join over two lines", "sql: `select persona from churn\n join generator\n .account using (customer_id)`"],
])("%s that did would be named", (_fact, text) => {
  expect(tableReaders([...code, { name: "churn/hint.ts", text }])).toContain("churn/hint.ts");
});
