// The report on the model in use, from the tables alone: the same whether it was trained here or by the account's class.
import type { Engine } from "../../engine/engine";
import { readBacktest } from "./backtest";
import { churnFeatureNames } from "./catalogue";
import { type Backtest, type ChurnEvaluation, evaluateBacktest, trainedRivals } from "./evaluate";
import { datesOf } from "./feature-tables";
import { installClassification } from "./install-classification";
import { readChurnFrame } from "./read-frame";
import { readScoring, type ScoringReport } from "./score";

/** What there is to say of the model in use. */
export interface ChurnReport {
  readonly backtest: Backtest;
  readonly evaluation: ChurnEvaluation;
  readonly scoring: ScoringReport;
}

/**
 * Reads the report from gold.churn_backtest, gold.churn_importance and gold.churn_predictions.
 *
 * @throws InvalidInputError before the first training
 */
export async function readChurnReport(db: Engine): Promise<ChurnReport> {
  const backtest = await readBacktest(db);
  const test = await readChurnFrame(db, { snapshot_dates: [backtest.snapshot_date] });
  const train = await readChurnFrame(db, { snapshot_dates: await datesOf(db, "train") });
  return {
    backtest,
    evaluation: evaluateBacktest(backtest, trainedRivals(train, test, churnFeatureNames)),
    scoring: await readScoring(db),
  };
}

/**
 * Trains and scores by SNOWFLAKE.ML.CLASSIFICATION, in place of the embedded trees, and brings the profiles up to date.
 * The features must have been built once. When the candidate does not keep the gates the model in use scores, as in
 * `retrainChurn`.
 *
 * @throws InvalidInputError on the embedded engine
 * @throws SqlError when a procedure refuses: the first candidate did not keep the gates, or nobody was there
 */
export async function trainClassification(db: Engine): Promise<ChurnReport> {
  await installClassification(db);
  for (const procedure of ["gold.retrain_churn_model", "gold.refresh_churn_predictions"])
    await db.run({ name: procedure, sql: `call ${procedure}()` });
  return readChurnReport(db);
}
