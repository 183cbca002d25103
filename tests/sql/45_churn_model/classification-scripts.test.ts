// The scripts around SNOWFLAKE.ML.CLASSIFICATION, which only an account runs: what they hand over to it runs here, the rest
// is read: no id among the features, every failure raised again, the same columns in the end.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDb } from "../../../lib/src/engine/duckdb";
import { churnFeatureNames } from "../../../lib/src/pipeline/churn/catalogue";
import { CLASSIFICATION_SCRIPTS, installClassification } from "../../../lib/src/pipeline/churn/install-classification";
import { sqlFiles, sqlFolder } from "../../../lib/src/sql/model";

const files = sqlFiles("45_churn_model", "snowflake");
const textOf = (name: string) => files.find((file) => file.name.endsWith(`/${name}`))!.sql;

describe("the rows to learn from", () => {
  const db = openDuckDb({ file: ":memory:" });
  const cutOffs = { "2025-04-03": "train", "2025-05-20": "train", "2025-09-01": "calibrate" };

  beforeAll(async () => {
    const run = (sql: string) => db.run({ name: "given", sql });
    const keys = "customer_id varchar, snapshot_date date";
    await run(`create table gold.churn_features (${keys}, ${churnFeatureNames.map((name) => `${name} varchar`).join(", ")});
               create table gold.churn_population (${keys}, is_scored boolean);
               create table gold.churn_labels (${keys}, has_churned boolean);
               create table gold.churn_snapshot (snapshot_date date, role varchar);`);
    for (const [snapshot_date, role] of Object.entries(cutOffs)) {
      const row = (customer_id: string) => ({ customer_id, snapshot_date });
      await db.load("gold.churn_snapshot", [{ snapshot_date, role }]);
      await db.load("gold.churn_features", [row("left"), row("stayed"), row("not scored")]);
      await db.load(
        "gold.churn_population",
        ["left", "stayed", "not scored"].map((id) => ({ ...row(id), is_scored: id !== "not scored" })),
      );
      await db.load("gold.churn_labels", [
        { ...row("left"), has_churned: true },
        { ...row("stayed"), has_churned: false },
        { ...row("not scored"), has_churned: false },
      ]);
    }
    for (const name of ["churn_training_rows", "churn_labelled_rows"]) await run(textOf(name));
  });
  afterAll(() => db.close());

  it.each([
    ["churn_training_rows", "the train cut-offs", 2],
    ["churn_labelled_rows", "every cut-off with an outcome", 3],
  ])("%s hands over the features and the label of %s, nothing else", async (view, _what, cut_offs) => {
    const rows = await db.rows<Record<string, unknown>>({
      name: `45_churn_model/${view}`,
      sql: `select * from gold.${view} order by label`,
    });
    expect(rows.map((row) => row.label)).toEqual(["active", "churned"].flatMap((label) => Array(cut_offs).fill(label)));
    expect(Object.keys(rows[0]!)).toEqual(["label", ...churnFeatureNames]);
  });
});

describe("what only the account can run", () => {
  it.each(["retrain_churn_model", "refresh_churn_predictions"])("%s enters a failure and raises it again", (name) => {
    const handlers = textOf(name)
      .split("exception\n    when")
      .at(-1)!
      .split(/\n {4}when /);
    expect(handlers.length).toBeGreaterThan(0);
    for (const handler of handlers) {
      expect(handler).toContain("insert into gold.churn_model_runs");
      expect(handler).toMatch(/\n +raise;/);
    }
  });

  it("a candidate that keeps the gates lands in the tables of the embedded model, and a refused one does not", () => {
    const procedure = textOf("retrain_churn_model");
    for (const table of ["churn_backtest", "churn_importance"]) {
      const columns = [...textOf(table).matchAll(/^ {4}(\w+) /gm)].map((match) => match[1]!);
      const [, listed] = procedure.match(new RegExp(`insert overwrite into gold.${table} \\(([^)]*)\\)`))!;
      expect(listed!.split(",").map((column) => column.trim())).toEqual(columns);
      expect(procedure.indexOf(`into gold.${table}`)).toBeGreaterThan(procedure.indexOf("raise not_promoted"));
    }
  });

  it("is installed whole, in an order that exists, and refused elsewhere", async () => {
    const there = readdirSync(join(sqlFolder, "45_churn_model"))
      .filter((file) => file.endsWith(".sql"))
      .map((file) => file.split(".")[0]);
    expect([...CLASSIFICATION_SCRIPTS, "churn_privileges"].sort()).toEqual(there.sort());
    const db = openDuckDb({ file: ":memory:" });
    await expect(installClassification(db)).rejects.toThrow(
      "installClassification needs a Snowflake account, got duckdb",
    );
    await db.close();
  });
});
