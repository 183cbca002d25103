// The scripts for SNOWFLAKE.ML.CLASSIFICATION: what both engines speak runs here against the numbers of lib.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auc } from "../../../lib/src/churn/ranking-metrics";
import { riskCategory } from "../../../lib/src/churn/risk-scale";
import { randomStream } from "../../../lib/src/core/random";
import { openDuckDb } from "../../../lib/src/engine/duckdb";
import { readBacktest } from "../../../lib/src/pipeline/churn/backtest";
import { evaluateBacktest } from "../../../lib/src/pipeline/churn/evaluate";
import { CLASSIFICATION_SCRIPTS } from "../../../lib/src/pipeline/churn/install-classification";
import { sqlFiles } from "../../../lib/src/sql/model";

const files = sqlFiles("45_churn_model", "snowflake");
const textOf = (name: string) => files.find((file) => file.name.endsWith(`/${name}`))!.sql;

describe("what both engines speak", () => {
  const db = openDuckDb({ file: ":memory:" });
  const random = randomStream(1, "scored rows");
  const scored = Array.from({ length: 4000 }, (_, i) => {
    const raw_probability = Math.round(random.next() * 500) / 500; // with ties
    return { customer_id: `c${i}`, raw_probability, has_churned: random.chance(raw_probability / 2) };
  });
  const dates = { calibrate: "2025-09-01", test: "2025-12-18", score: "2026-04-01" };

  beforeAll(async () => {
    const run = (sql: string) => db.run({ name: "given", sql });
    await run(`create table gold.churn_snapshot (snapshot_date date, role varchar);
               create table gold.churn_labels (customer_id varchar, snapshot_date date, has_churned boolean);
               create table gold.churn_population
                   (customer_id varchar, snapshot_date date, is_scored boolean, not_scored_reason varchar);`);
    await run(textOf("churn_model_tables"));
    await db.load(
      "gold.churn_snapshot",
      Object.entries(dates).map(([role, snapshot_date]) => ({ role, snapshot_date })),
    );
    for (const snapshot_date of [dates.calibrate, dates.test]) {
      await db.load(
        "gold.churn_labels",
        scored.map(({ customer_id, has_churned }) => ({ customer_id, has_churned, snapshot_date })),
      );
      await db.load(
        "gold.churn_scored_rows",
        scored.map(({ customer_id, raw_probability }) => ({ customer_id, raw_probability, snapshot_date })),
      );
    }
    const today = scored.map(({ customer_id }) => ({ customer_id, snapshot_date: dates.score, is_scored: true }));
    await db.load("gold.churn_population", [
      ...today,
      { customer_id: "new", snapshot_date: dates.score, is_scored: false, not_scored_reason: "history too short" },
    ]);
    await db.load(
      "gold.churn_raw_predictions",
      scored.map(({ customer_id, raw_probability }) => ({ customer_id, raw_probability, snapshot_date: dates.score })),
    );
    for (const name of CLASSIFICATION_SCRIPTS.filter((script) =>
      /^churn_(backtest|importance|evaluation|candidate_calibration|class_)/.test(script),
    ))
      await run(textOf(name));
    await promote("classification-1");
  });
  afterAll(() => db.close());

  /** As retrain_churn_model does: the curve is kept with the version, then the version is entered. */
  async function promote(version: string): Promise<void> {
    await db.run({
      name: "promotion",
      sql: `insert into gold.churn_calibration (model_version, from_probability, churn_probability)
            select '${version}', from_probability, churn_probability from gold.churn_candidate_calibration;
            insert into gold.churn_model_runs (run_at, command, status, model_version)
            select coalesce(max(run_at) + interval 1 second, '2026-04-01'::timestamp), 'retrain', 'OK', '${version}'
            from gold.churn_model_runs`,
    });
  }

  it("AUC in SQL is the AUC of lib, ties and all", async () => {
    const [row] = await db.rows<{ auc: number }>({
      name: "auc",
      sql: "select auc from gold.churn_evaluation where role = 'test'",
    });
    const expected = auc({
      scores: scored.map((each) => each.raw_probability),
      labels: scored.map((each) => Number(each.has_churned)),
    });
    expect(row!.auc).toBeCloseTo(expected, 12);
  });

  it("calibration rises from 0 on", async () => {
    const rows = await db.rows<{ from_probability: number; churn_probability: number }>({
      name: "steps",
      sql: "select * from gold.churn_candidate_calibration order by from_probability, churn_probability",
    });
    expect(rows[0]!.from_probability).toBe(0);
    rows.slice(1).forEach((row, i) => {
      expect(row.churn_probability).toBeGreaterThanOrEqual(rows[i]!.churn_probability);
    });
  });

  it("scores go by the curve of the model in use: another candidate's changes nothing until it is promoted", async () => {
    const curve = async () => {
      const [row] = await db.rows<{ steps: number; version: string }>({
        name: "curve",
        sql: "select count(distinct churn_probability) as steps, max(model_version) as version from gold.churn_class_predictions",
      });
      return row!;
    };
    const keep = "create or replace table gold.kept as select * from gold.churn_scored_rows";
    const before = await curve();
    expect(before.version).toBe("classification-1");
    await db.run({ name: "candidate", sql: `${keep}; update gold.churn_scored_rows set raw_probability = 0.9` });
    expect(await curve()).toEqual(before);
    await promote("classification-2");
    const after = await curve();
    expect(after.version).toBe("classification-2");
    expect([before.steps > 5, after.steps]).toEqual([true, 1]);
    await db.run({
      name: "as before",
      sql: `create or replace table gold.churn_scored_rows as select * from gold.kept;
            delete from gold.churn_model_runs where model_version = 'classification-2'`,
    });
  });

  it("the backtest is read and judged like that of the embedded model", async () => {
    await db.run({
      name: "as retrain_churn_model does",
      sql: `insert into gold.churn_backtest (customer_id, snapshot_date, model_version, churn_probability, has_churned)
            select customer_id, snapshot_date, 'classification-1', churn_probability, has_churned
            from gold.churn_class_backtest`,
    });
    const backtest = await readBacktest(db);
    expect(backtest).toMatchObject({ model_version: "classification-1", snapshot_date: dates.test });
    expect(backtest.customer_ids).toEqual(scored.map(({ customer_id }) => customer_id).sort());
    const { metrics, said_over_happened, customers } = evaluateBacktest(backtest);
    expect(customers).toBe(4000);
    // twenty steps sort a little less finely than the raw values
    const raw = auc({
      scores: scored.map((each) => each.raw_probability),
      labels: scored.map((each) => Number(each.has_churned)),
    });
    expect(metrics.auc.value).toBeGreaterThan(raw - 0.01);
    expect(metrics.auc.value).toBeLessThan(raw + 0.01);
    expect(said_over_happened.value).toBeCloseTo(1, 2); // calibrated on the same outcomes, which pooling keeps in sum
    expect(backtest.threshold).toBeGreaterThan(0);
  });

  it("customers without a raw probability take no rank: they are not scored, and every other number stays", async () => {
    const numbers = async () => ({
      scores: await db.rows<{ customer_id: string }>({
        name: "scores",
        sql: `select customer_id, churn_probability, churn_risk_score, is_scored, not_scored_reason
              from gold.churn_class_predictions where customer_id not like 'lost%' order by customer_id`,
      }),
      evaluation: await db.rows({
        name: "evaluation",
        // a mean of doubles depends on the order of its rows, in the last digits
        sql: "select * replace (round(mean_probability, 9) as mean_probability) from gold.churn_evaluation order by role",
      }),
      curve: await db.rows({
        name: "curve",
        sql: "select * from gold.churn_candidate_calibration order by from_probability",
      }),
    });
    const before = await numbers();
    const lost = Array.from({ length: 400 }, (_, i) => ({ customer_id: `lost${i}`, raw_probability: null }));
    for (const snapshot_date of [dates.calibrate, dates.test]) {
      const rows = lost.map((row) => ({ ...row, snapshot_date }));
      await db.load("gold.churn_scored_rows", rows);
      await db.load(
        "gold.churn_labels",
        rows.map(({ customer_id }) => ({ customer_id, snapshot_date, has_churned: true })),
      );
    }
    const today = lost.map((row) => ({ ...row, snapshot_date: dates.score }));
    await db.load("gold.churn_raw_predictions", today);
    await db.load(
      "gold.churn_population",
      today.map(({ customer_id, snapshot_date }) => ({ customer_id, snapshot_date, is_scored: true })),
    );
    const after = await numbers();
    const unscored = await db.rows({
      name: "unscored",
      sql: `select is_scored, churn_risk_score, churn_probability, not_scored_reason, count(*)::integer as customers
            from gold.churn_class_predictions where customer_id like 'lost%' group by all`,
    });
    for (const table of ["churn_scored_rows", "churn_labels", "churn_raw_predictions", "churn_population"])
      await db.run({ name: "as before", sql: `delete from gold.${table} where customer_id like 'lost%'` });
    expect(after).toEqual(before);
    expect(unscored).toEqual([
      {
        is_scored: false,
        churn_risk_score: null,
        churn_probability: null,
        not_scored_reason: "could not be scored",
        customers: 400,
      },
    ]);
  });

  it("predictions have the columns, categories and shares of the table they go to", async () => {
    const rows = await db.rows<Record<string, unknown> & { churn_risk_score: number; churn_probability: number }>({
      name: "predictions",
      sql: "select * from gold.churn_class_predictions order by churn_probability nulls first, churn_risk_score",
    });
    for (const engine of ["duckdb", "snowflake"] as const) {
      const target = sqlFiles("50_marts", engine).find(({ name }) => name.endsWith("/churn_predictions"))!;
      const columns = [...target.sql.matchAll(/^ {4}(\w+) /gm)].map((match) => match[1]!);
      expect(Object.keys(rows[0]!)).toEqual(columns);
    }
    expect(rows[0]).toMatchObject({
      customer_id: "new",
      is_scored: false,
      not_scored_reason: "history too short",
      churn_risk_score: null,
    });
    const known = rows.slice(1);
    expect(known).toHaveLength(4000);
    for (const row of known) expect(row.churn_risk_category).toBe(`${riskCategory(row.churn_risk_score)} Risk`);
    const share = (category: string) =>
      known.filter((row) => row.churn_risk_category === category).length / known.length;
    expect(share("Low Risk")).toBeGreaterThan(0.7);
    expect(share("Low Risk")).toBeLessThan(0.8);
    expect(share("High Risk")).toBeGreaterThan(0.05);
    expect(share("High Risk")).toBeLessThan(0.1);
  });
});
