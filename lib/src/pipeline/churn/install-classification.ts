// Puts the scripts of sql/45_churn_model onto a Snowflake account: views, ledger, procedures, monthly tasks.
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { sqlFiles } from "../../sql/model";
import { MART_LAYERS, WAREHOUSE_LAYERS } from "../lineage";
import { modelProcedure } from "../model-procedure";

/** The views that a class learns from: they hold the columns that gold.churn_features had when they were made. */
const LEARNED_ROWS = ["churn_training_rows", "churn_labelled_rows"];

/** The scripts, each after what it needs; privileges are granted by somebody who may, beforehand. */
export const CLASSIFICATION_SCRIPTS: readonly string[] = [
  ...LEARNED_ROWS,
  "churn_model_tables",
  "churn_backtest",
  "churn_importance",
  "churn_evaluation",
  "churn_candidate_calibration",
  "churn_class_backtest",
  "churn_class_predictions",
  "retrain_churn_model",
  "refresh_churn_predictions",
  "churn_tasks",
];

/**
 * Installs training and scoring by SNOWFLAKE.ML.CLASSIFICATION, and the models that they build before and after as
 * procedures. The features must be built; then `call gold.retrain_churn_model()` and
 * `call gold.refresh_churn_predictions()`.
 *
 * @throws InvalidInputError on the embedded engine, which has no such class
 */
export async function installClassification(db: Engine): Promise<void> {
  if (db.name !== "snowflake")
    throw new InvalidInputError(
      `installClassification needs a Snowflake account, got ${db.name}; here it is: npx c360 churn train`,
    );
  const files = sqlFiles("45_churn_model", db.name);
  const fileOf = (script: string) => files.find((file) => file.name.endsWith(`/${script}`))!;
  const modelsOf = (layers: readonly string[]) =>
    layers.flatMap((layer) => sqlFiles(layer, "snowflake")).filter((file) => file.creates.length > 0);
  const procedures = {
    "gold.build_churn_features": [...modelsOf([...WAREHOUSE_LAYERS, "40_features"]), ...LEARNED_ROWS.map(fileOf)],
    "gold.build_customer_marts": modelsOf(MART_LAYERS),
  };
  for (const [name, models] of Object.entries(procedures)) await db.run({ name, sql: modelProcedure(name, models) });
  for (const script of CLASSIFICATION_SCRIPTS) {
    const { name, sql } = fileOf(script);
    await db.run({ name: `${name}.sql`, sql });
  }
}
