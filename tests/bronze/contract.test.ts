import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columnNames, contract, feedNames } from "../../lib/src/bronze/contract";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { accountChangeColumns, customerColumns } from "../../lib/src/generate/rows";
import type { FeedName } from "../../lib/src/lake/manifest";
import { sqlFiles, sqlFolder } from "../../lib/src/sql/model";
import { csv, engines, lay, rejects, rowOf, type Scene, scene, sceneOn, transaction } from "./sample";

const page = readFileSync(join(sqlFolder, "10_bronze/README.md"), "utf8");
/** Table cells without the spaces that line them up. */
const cells = page.replace(/ *\| */g, "|");
const rulesOf = (feed: string) => contract.rules.filter((rule) => rule.id.startsWith(`${feed}.`));
const sqlOf = (name: string) => readFileSync(join(sqlFolder, `10_bronze/rules/${name}.sql`), "utf8");

describe("the contract", () => {
  it("has the columns that the generator writes", () => {
    expect(columnNames("customers")).toEqual([...customerColumns]);
    expect(columnNames("account_changes")).toEqual([...accountChangeColumns]);
  });

  it.each(feedNames)("has the columns of bronze.%s on both engines, and its closed lists as enums", (feed) => {
    const { columns } = contract.feeds[feed];
    for (const engine of ["duckdb", "snowflake"] as const) {
      const table = sqlFiles("10_bronze", engine).find((file) => file.name === `10_bronze/${feed}`)!.sql;
      const names = [...table.matchAll(/^ {4}(\w+) /gm)].map((match) => match[1]);
      expect(names).toEqual([...columnNames(feed), "_source_file", "_source_line", "_loaded_at"]);
      for (const [, name, list] of table.matchAll(/^ {4}(\w+) enum\(([^)]*)\)/gm)) {
        const values = [...list!.matchAll(/'(\w+)'/g)].map((match) => match[1]);
        expect(values).toEqual([...(columns.find((column) => column.name === name)!.values ?? [])].sort());
      }
    }
  });

  it.each<[FeedName, string[]]>([
    ["customers", ["judged_customers"]],
    ["account_changes", ["judged_account_changes"]],
    ["transactions", ["staged_transactions", "ruled_transactions", "judged_transactions"]],
  ])("lists the rules of %s in the order in which SQL tries them", (feed, files) => {
    const tried = files.flatMap((file) => [...sqlOf(file).matchAll(/then\s+'(\w+\.\w+\.\w+)'/g)].map(([, id]) => id));
    expect([...new Set(tried)]).toEqual(rulesOf(feed).map((rule) => rule.id));
  });

  it("is told by its page: every column with its type and values, and every rule", () => {
    for (const feed of feedNames) {
      const rows = contract.feeds[feed].columns.map(
        ({ name, type, key, required, values = [], what }) =>
          `|\`${name}\`|${type}|${key ? "key" : required ? "always" : "maybe"}|${values.join(", ")}|${what}|`,
      );
      expect(cells).toContain(`\n${rows.join("\n")}\n`);
    }
    const rules = contract.rules.map((rule) => `|\`${rule.id}\`|${rule.text}|`);
    expect(cells).toContain(`\n${rules.join("\n")}\n`);
  });

  it.each(feedNames)("shows examples on its page that go through the door: %s", async (feed) => {
    const header = columnNames(feed).join(",");
    const example = page.split("\n    ").find((line) => line.startsWith(header));
    expect(example, "a header").toBeDefined();
    const lines = page
      .slice(page.indexOf(`    ${header}`))
      .split("\n\n")[0]!
      .split("\n");
    const stage = scene();
    lay(stage, `${feed}/${feed}.csv`, `${lines.map((line) => line.trim()).join("\n")}\n`);
    const report = await loadBronze(stage.engine, stage.lake);
    expect(await rejects(stage.engine)).toEqual([]);
    expect(report.rows_loaded).toBe(2);
    await stage.engine.close();
  });
});

describe.each(engines)("a rule puts its own breach aside, and only that, on %s", (on) => {
  let stage: Scene;
  const broken = contract.rules.filter((rule) => rule.broken);
  const lineOf = new Map<string, number>();

  beforeAll(async () => {
    stage = await sceneOn(on);
    for (const feed of feedNames) {
      const rules = broken.filter((rule) => rule.id.startsWith(`${feed}.`));
      const given = [rowOf[feed](0), ...rules.map((rule, i) => rowOf[feed](i + 1, rule.broken)), rowOf[feed](999)];
      rules.forEach((rule, i) => {
        lineOf.set(rule.id, i + 3); // line 1 is the header, line 2 the good record
      });
      lay(stage, `${feed}/${feed}.csv`, csv(feed, given));
    }
    await loadBronze(stage.engine, stage.lake);
  });
  afterAll(() => stage.engine.close());

  it.each(broken.map((rule) => rule.id))("%s", async (rule_id) => {
    const found = await stage.engine.rows<{ rule_id: string; detail: string }>({
      name: "reject",
      sql: "select rule_id, detail from bronze.rejects where source_file like ? and source_line = ?",
      binds: [`${rule_id.split(".")[0]}/%`, lineOf.get(rule_id)!],
    });
    expect(found).toEqual([{ rule_id, detail: contract.rules.find((rule) => rule.id === rule_id)!.text }]);
  });

  it.each(feedNames)("and leaves the good records of %s alone", async (feed) => {
    const [row] = await stage.engine.rows<{ count: number }>({
      name: "count",
      sql: `select count(*) as count from bronze.${feed}`,
    });
    expect(row!.count).toBe(2);
  });

  it("is seen by the quick look at a typed file too", async () => {
    // the doubtful look must never pass what the rules refuse: each broken transaction raises a doubt by itself
    const { engine } = stage;
    for (const rule of broken.filter(({ id }) => id.startsWith("transactions."))) {
      const row = { ...transaction(1), ...rule.broken };
      const columns = Object.entries(row).map(([name, text]) => `nullif('${text}', '') as ${name}`);
      await engine.run({
        name: "staged",
        sql: `create or replace view bronze.text_transactions as select ${columns.join(", ")}, 'f' as _source_file,
          1 as _source_line, null::timestamp as _loaded_at, date '2026-06-01' as _latest_date, null as _record;
          ${sqlOf("staged_transactions")} ${sqlOf("doubtful_transactions")}`,
      });
      const [look] = await engine.rows<{ doubt_count: number }>({
        name: "look",
        sql: "select doubt_count from bronze.doubtful_transactions",
      });
      expect(look!.doubt_count, rule.id).toBeGreaterThan(0);
    }
  });
});

describe("formula-looking text", () => {
  it.each([
    ["=1+1", true],
    ["@SUM(A1)", true],
    ["\tcmd", true],
    ["+cmd|' /C calc'!A0", true],
    ["-2+3+cmd", true],
    ["-", false],
    ["-5.00", false],
    ["+1 (202) 555-0100", false],
    ["O'Neil-Byron", false],
    ["a=b", false],
  ])("%j: %s", async (text, isFormula) => {
    const { engine, lake } = scene();
    await loadBronze(engine, lake);
    const rows = await engine.rows({
      name: "formula",
      sql: "select bronze.is_formula(?) as is_formula",
      binds: [text],
    });
    expect(rows).toEqual([{ is_formula: isFormula }]);
    await engine.close();
  });
});
