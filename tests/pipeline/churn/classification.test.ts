// The churn report on Snowflake's real driver, against the test server: the tables of the embedded trainer read there, and
// the scripts of sql/45_churn_model run from end to end with a doubled class (tests/engine/snowflake-procedures.ts).
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { homeFolder } from "../../../lib/src/core/home";
import type { Engine } from "../../../lib/src/engine/engine";
import { openSnowflake } from "../../../lib/src/engine/snowflake";
import { evaluateBacktest } from "../../../lib/src/pipeline/churn/evaluate";
import { installClassification } from "../../../lib/src/pipeline/churn/install-classification";
import { trainChampion } from "../../../lib/src/pipeline/churn/lifecycle";
import { type ChurnReport, readChurnReport, trainClassification } from "../../../lib/src/pipeline/churn/report";
import { churnSlices } from "../../../lib/src/pipeline/churn/slices";
import { openPlatform } from "../../../lib/src/pipeline/platform";
import { columnsOf } from "../../../lib/src/pipeline/table-version";
import { fillHomeTo } from "../../built-home";
import { SnowflakeServer } from "../../engine/snowflake-server";
import { useTemporaryHome } from "../../temporary-home";

/** What the doubled class predicts: fewer purchases than usual, declines, lost subscriptions; and the wrong way round. */
const FAIR = `1 / (1 + exp(1.5 * coalesce(everyday_30_over_180_days, 0) + 3 * coalesce(purchases_30_over_180_days, 0)
    - 15 * decline_share - 0.5 * lost_subscriptions))`;
const WRONG = `1 - (${FAIR})`;
const RESULTS = ["gold.churn_predictions", "gold.churn_backtest", "gold.churn_importance"];

useTemporaryHome();
let server: SnowflakeServer;
let account: Engine;
let embedded: ChurnReport;
let columns: string[][];

beforeAll(async () => {
  await fillHomeTo("marts", 1000);
  const platform = openPlatform();
  await trainChampion(platform.db);
  embedded = await readChurnReport(platform.db);
  columns = await Promise.all(RESULTS.map((table) => columnsOf(platform.db, table)));
  await platform.db.close();
  server = await SnowflakeServer.start();
  account = openSnowflake({
    env: { SNOWFLAKE_ACCOUNT: "test", SNOWFLAKE_ACCESS_URL: server.url, SNOWFLAKE_TOKEN: server.token },
  });
  await copyTables(join(homeFolder(), "customer_360.duckdb"));
});
afterAll(async () => {
  await account.close();
  await server.stop();
});

const rows = <Row>(sql: string) => account.rows<Row>({ name: "classification", sql });
const call = (procedure: string) => account.run({ name: procedure, sql: `call gold.${procedure}()` });
/** Whose profile shows another risk than the newest prediction. */
const staleProfiles = () =>
  rows(`select profile.customer_id from gold.customer_360_profile as profile
        join gold.churn_predictions as prediction on profile.customer_id = prediction.customer_id
        where profile.churn_risk_score is distinct from prediction.churn_risk_score
            or profile.churn_probability is distinct from prediction.churn_probability`);
const inUse = () =>
  Promise.all([...RESULTS, "gold.churn_calibration"].map((table) => rows(`select * from ${table} order by all`)));

it("the report that the embedded trainer leaves reads the same there, to the last digit", async () => {
  expect(await readChurnReport(account)).toEqual(embedded);
});

describe("the class", () => {
  let report: ChurnReport;
  beforeAll(async () => {
    await account.run({ name: "forget", sql: `${RESULTS.map((table) => `delete from ${table}`).join(";")};` });
    server.database.procedures.nextModel = WRONG;
    await installClassification(account);
    await expect(call("retrain_churn_model")).rejects.toThrow("not_promoted");
    server.database.procedures.nextModel = FAIR;
    await account.run({ name: "gone", sql: "delete from gold.churn_features" });
    report = await trainClassification(account);
  });

  it("fills the same tables with the same columns", async () => {
    expect(await Promise.all(RESULTS.map((table) => columnsOf(account, table)))).toEqual(columns);
  });

  it("is judged by the cells that judge the embedded model, on the same customers", async () => {
    const { backtest, evaluation, scoring } = report;
    expect(backtest.customer_ids).toEqual(embedded.backtest.customer_ids);
    expect(backtest.labels).toEqual(embedded.backtest.labels);
    expect(backtest.model_version).toMatch(/^classification-\d+$/);
    expect(evaluation.baselines).toEqual(embedded.evaluation.baselines);
    expect(evaluation.metrics).toEqual(evaluateBacktest(backtest).metrics);
    expect(evaluation.metrics.auc.value).toBeGreaterThan(0.8);
    expect(scoring.scored).toBe(embedded.scoring.scored);
    expect(scoring.not_scored).toEqual(embedded.scoring.not_scored);
    expect(scoring.importance.map(({ importance_share }) => importance_share)).toEqual([
      expect.closeTo(0.75, 12),
      0.25,
    ]);
    expect((await churnSlices(account, backtest)).length).toBeGreaterThan(5);
  });

  it("builds the features before and the profiles after", async () => {
    expect(await rows("select customer_id from gold.churn_features limit 1")).toHaveLength(1);
    expect(await staleProfiles()).toEqual([]);
  });

  it("when a later candidate is refused, scores go on as they were", async () => {
    const before = await inUse();
    server.database.procedures.nextModel = WRONG;
    await call("retrain_churn_model");
    await call("refresh_churn_predictions");
    expect(await inUse()).toEqual(before);
    expect(await staleProfiles()).toEqual([]);
    const runs = await rows<{ status: string }>("select status from gold.churn_model_runs order by run_at");
    expect(runs.map(({ status }) => status)).toEqual(["REFUSED", "OK", "OK", "REFUSED", "OK"]);
  });

  it("and a promoted one brings its own curve", async () => {
    server.database.procedures.nextModel = `0.5 * (${FAIR})`;
    await call("retrain_churn_model");
    await call("refresh_churn_predictions");
    const versions = await rows("select distinct model_version from gold.churn_calibration");
    expect(versions).toHaveLength(2);
    const [row] = await rows<{ versions: number }>(
      "select count(distinct model_version) as versions from gold.churn_predictions",
    );
    expect(row!.versions).toBe(1);
    expect(await staleProfiles()).toEqual([]);
  });
});

it("refuses features joined so that one name comes twice, as Snowflake does", async () => {
  const joined = `create or replace procedure gold.joined() returns varchar as $$ begin
      select answer from (select gold.churn_model!predict(input_data => {*}) as answer
      from gold.churn_features join gold.churn_population using (customer_id, snapshot_date)); end; $$`;
  await account.run({ name: "joined", sql: joined });
  await expect(call("joined")).rejects.toThrow("Duplicate field key 'RECENCY_DAYS'");
});

/** Every table of a DuckDB file, under the same name on the server. */
async function copyTables(file: string): Promise<void> {
  await account.run({ name: "attach", sql: `attach '${file}' as embedded (read_only)` });
  const tables = await rows<{ name: string }>(
    `select schema_name || '.' || table_name as name from duckdb_tables()
     where database_name = 'embedded' and schema_name in ('bronze', 'silver', 'gold', 'observability')`,
  );
  for (const { name } of tables)
    await account.run({ name, sql: `create or replace table ${name} as select * from embedded.${name}` });
  await account.run({ name: "detach", sql: "detach embedded" });
}
