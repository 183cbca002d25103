// Scores every current customer and writes gold.churn_predictions in one step.

import { reasonsOf } from "../../churn/reasons";
import { fitRiskScale, riskCategory, riskScores } from "../../churn/risk-scale";
import { shapValues } from "../../churn/shap";
import type { Engine } from "../../engine/engine";
import { sqlFiles } from "../../sql/model";
import { churnCatalogue } from "./catalogue";
import { CHURN_TABLES, datesOf } from "./feature-tables";
import { readChurnFrame } from "./read-frame";
import { type ChurnModel, churnProbabilities } from "./train";

/** A row of gold.churn_predictions. */
export interface ChurnPrediction {
  readonly customer_id: string;
  readonly snapshot_date: string;
  readonly model_version: string;
  readonly churn_probability: number | null;
  readonly churn_risk_score: number | null;
  readonly churn_risk_category: "Low Risk" | "Medium Risk" | "High Risk" | null;
  readonly top_reason_1: string | null;
  readonly top_reason_2: string | null;
  readonly top_reason_3: string | null;
  readonly is_scored: boolean;
  readonly not_scored_reason: string | null;
}

/** What was written. */
export interface ScoringReport {
  readonly model_version: string;
  readonly snapshot_date: string;
  readonly scored: number;
  readonly low_risk: number;
  readonly medium_risk: number;
  readonly high_risk: number;
  /** Customers whom the model must not judge, by reason. */
  readonly not_scored: Readonly<Record<string, number>>;
}

/**
 * Scores the customers of as_of_date and puts them into gold.churn_predictions in place of that day's earlier ones.
 * Readers see the old rows until the new ones are complete. The risk score is a rank on 0 to 100 among the customers
 * scored: 75 % are Low, 17.5 % Medium, 7.5 % High, whatever the probabilities are.
 */
export async function scoreChurn(db: Engine, model: ChurnModel, prefix = CHURN_TABLES): Promise<ScoringReport> {
  const predictions = await churnPredictions(db, model, prefix);
  await writePredictions(db, predictions);
  const count = (category: string) => predictions.filter((row) => row.churn_risk_category === category).length;
  const not_scored: Record<string, number> = {};
  for (const { not_scored_reason: reason } of predictions)
    if (reason !== null) not_scored[reason] = (not_scored[reason] ?? 0) + 1;
  return {
    model_version: model.model_version,
    snapshot_date: predictions[0]!.snapshot_date,
    scored: predictions.filter((row) => row.is_scored).length,
    low_risk: count("Low Risk"),
    medium_risk: count("Medium Risk"),
    high_risk: count("High Risk"),
    not_scored,
  };
}

/** The predictions for as_of_date, in the order of customers; nothing is written. */
export async function churnPredictions(
  db: Engine,
  model: ChurnModel,
  prefix = CHURN_TABLES,
): Promise<ChurnPrediction[]> {
  const [snapshot_date] = (await datesOf(db, "score", prefix)) as [string];
  const { model_version, features } = model;
  const frame = await readChurnFrame(db, { snapshot_dates: [snapshot_date], features, with_labels: false, prefix });
  const probabilities = churnProbabilities(model, frame);
  const scores = riskScores(fitRiskScale(probabilities), probabilities);
  const reasons = reasonsOf(model.trees, shapValues(model.trees, frame), frame, churnCatalogue);
  const scored = frame.customer_ids.map((customer_id, row): ChurnPrediction => {
    const [first, second, third] = reasons[row]!;
    return {
      customer_id,
      snapshot_date,
      model_version,
      churn_probability: Number(probabilities[row]!.toFixed(6)),
      churn_risk_score: scores[row]!,
      churn_risk_category: `${riskCategory(scores[row]!)} Risk`,
      top_reason_1: first?.sentence ?? null,
      top_reason_2: second?.sentence ?? null,
      top_reason_3: third?.sentence ?? null,
      is_scored: true,
      not_scored_reason: null,
    };
  });
  const others = await db.rows<{ customer_id: string; not_scored_reason: string }>({
    name: "customers that are not scored",
    sql: `select customer_id, not_scored_reason from ${prefix}population
          where snapshot_date = ?::date and not is_scored order by customer_id`,
    binds: [snapshot_date],
  });
  const nothing = {
    churn_probability: null,
    churn_risk_score: null,
    churn_risk_category: null,
    top_reason_1: null,
    top_reason_2: null,
    top_reason_3: null,
  };
  const left_out = others.map(
    ({ customer_id, not_scored_reason }): ChurnPrediction => ({
      customer_id,
      snapshot_date,
      model_version,
      ...nothing,
      is_scored: false,
      not_scored_reason,
    }),
  );
  return [...scored, ...left_out].sort((a, b) => (a.customer_id < b.customer_id ? -1 : 1));
}

async function writePredictions(db: Engine, predictions: readonly ChurnPrediction[]): Promise<void> {
  const table = sqlFiles("50_marts", db.name).find(({ creates }) => creates.includes("gold.churn_predictions"))!;
  await db.run({ name: table.name, sql: table.sql }); // makes it where there is none yet
  const next = "gold.churn_predictions_next";
  const columns = Object.keys(predictions[0]!).join(", ");
  await db.run({
    name: "room for predictions",
    sql: `create or replace table ${next} as select ${columns} from gold.churn_predictions where 1 = 0`,
  });
  await db.load(next, predictions);
  await db.run({
    name: "publish predictions",
    sql: `delete from gold.churn_predictions
          where snapshot_date in (select distinct snapshot_date from ${next});
          insert into gold.churn_predictions (${columns}) select ${columns} from ${next};
          drop table ${next};`,
  });
}
