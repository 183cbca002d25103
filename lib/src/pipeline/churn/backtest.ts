// What a trainer leaves in the warehouse about the model in use, whichever trainer it was: its backtest, its importances.
import type { FeatureImportance } from "../../churn/importance";
import { thresholdForF1 } from "../../churn/threshold-metrics";
import type { Columns } from "../../core/columns";
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { columnsOf } from "../table-version";
import type { Backtest } from "./evaluate";
import { publishRows } from "./publish";

/** Puts what the model in use said of the calibrate and the test cut-off into gold.churn_backtest, in place of what stood there. */
export async function writeBacktest(db: Engine, backtests: readonly Backtest[]): Promise<void> {
  const rows = backtests.flatMap(({ model_version, snapshot_date, customer_ids, scores, labels }) =>
    customer_ids.map((customer_id, row) => ({
      customer_id,
      snapshot_date,
      model_version,
      churn_probability: scores[row]!,
      has_churned: labels[row] === 1,
    })),
  );
  await publishRows(db, { layer: "45_churn_model", table: "gold.churn_backtest", rows });
}

/** Puts the importances of a model into gold.churn_importance, in place of what stood there. */
export async function writeImportance(
  db: Engine,
  model_version: string,
  importance: readonly FeatureImportance[],
): Promise<void> {
  const rows = importance.map((feature) => ({ model_version, ...feature }));
  await publishRows(db, { layer: "45_churn_model", table: "gold.churn_importance", rows });
}

/**
 * The backtest of the test cut-off. The threshold is the one with the largest F1 on the calibrate cut-off, as in
 * training.
 *
 * @throws InvalidInputError before the first training
 */
export async function readBacktest(db: Engine): Promise<Backtest> {
  await needTable(db, "gold.churn_backtest");
  const rows = await db.columns({
    name: "churn backtest",
    sql: `select snapshot.role, backtest.snapshot_date::varchar as snapshot_date, backtest.customer_id,
              backtest.model_version, backtest.churn_probability, backtest.has_churned
          from gold.churn_backtest as backtest
          join gold.churn_snapshot as snapshot on backtest.snapshot_date = snapshot.snapshot_date
          where snapshot.role in ('calibrate', 'test')
          order by backtest.snapshot_date, backtest.customer_id`,
  });
  const [calibrate, test] = [rowsOf(rows, "calibrate"), rowsOf(rows, "test")];
  return { ...test, threshold: thresholdForF1(calibrate).threshold };
}

/** How much the model in use leans on each feature, the most first. @throws InvalidInputError before the first training */
export async function readImportance(db: Engine): Promise<FeatureImportance[]> {
  await needTable(db, "gold.churn_importance");
  return db.rows<FeatureImportance>({
    name: "churn importance",
    sql: `select feature, importance_share from gold.churn_importance order by importance_share desc, feature`,
  });
}

async function needTable(db: Engine, table: string): Promise<void> {
  if ((await columnsOf(db, table)).length === 0)
    throw new InvalidInputError(`${table} is needed, got no such table; run: npx c360 churn train`);
}

function rowsOf(columns: Columns, role: string): Omit<Backtest, "threshold"> {
  const places = (columns.role as string[]).flatMap((each, row) => (each === role ? [row] : []));
  if (places.length === 0)
    throw new InvalidInputError(
      `A backtest needs customers of the ${role} cut-off, got none; run: npx c360 churn refresh`,
    );
  const at = (name: string) => places.map((row) => columns[name]![row]);
  return {
    model_version: String(at("model_version")[0]),
    snapshot_date: String(at("snapshot_date")[0]),
    customer_ids: at("customer_id").map(String),
    scores: Float64Array.from(at("churn_probability"), Number),
    labels: Uint8Array.from(at("has_churned"), Number),
  };
}
