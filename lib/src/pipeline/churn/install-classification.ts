// Puts the scripts of sql/45_churn_model onto a Snowflake account: views, ledger, procedures, monthly tasks.
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { sqlFiles } from "../../sql/model";

/** The scripts, each after what it needs; privileges are granted by somebody who may, beforehand. */
export const CLASSIFICATION_SCRIPTS: readonly string[] = [
  "churn_training_rows",
  "churn_labelled_rows",
  "churn_model_tables",
  "churn_backtest",
  "churn_importance",
  "churn_evaluation",
  "churn_calibration",
  "churn_class_backtest",
  "churn_class_predictions",
  "retrain_churn_model",
  "refresh_churn_predictions",
  "churn_tasks",
];

/**
 * Installs training and scoring by SNOWFLAKE.ML.CLASSIFICATION. The features must be built; then
 * `call gold.retrain_churn_model()` and `call gold.refresh_churn_predictions()`.
 *
 * @throws InvalidInputError on the embedded engine, which has no such class
 */
export async function installClassification(db: Engine): Promise<void> {
  if (db.name !== "snowflake")
    throw new InvalidInputError(
      `installClassification needs a Snowflake account, got ${db.name}; here it is: npx c360 churn train`,
    );
  const files = sqlFiles("45_churn_model", db.name);
  for (const script of CLASSIFICATION_SCRIPTS) {
    const { name, sql } = files.find((file) => file.name.endsWith(`/${script}`))!;
    await db.run({ name: `${name}.sql`, sql });
  }
}
