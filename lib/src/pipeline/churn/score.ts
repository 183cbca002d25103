// Scores every current customer and writes gold.churn_predictions in one step.
import { calibrated } from "../../churn/calibrate";
import { type FeatureImportance, shapImportance } from "../../churn/importance";
import { predictMargins } from "../../churn/predict";
import { reasonsOf } from "../../churn/reasons";
import { fitRiskScale, riskCategory, riskScores } from "../../churn/risk-scale";
import { shapValues } from "../../churn/shap";
import type { TreeModel } from "../../churn/tree-model";
import type { Engine } from "../../engine/engine";
import { readImportance, writeImportance } from "./backtest";
import { churnCatalogue } from "./catalogue";
import { CHURN_TABLES, datesOf } from "./feature-tables";
import { publishRows } from "./publish";
import { readChurnFrame } from "./read-frame";
import type { ChurnModel } from "./train";

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
  /** What moved the scores, the most important feature first. */
  readonly importance: readonly FeatureImportance[];
}

/**
 * Scores the customers of as_of_date and puts them into gold.churn_predictions in place of that day's earlier ones, and
 * into gold.churn_importance what moved their scores. Readers see the old rows until the new ones are complete. The
 * risk score is a rank on 0 to 100 among the customers scored: 75 % are Low, 17.5 % Medium, 7.5 % High, whatever the
 * probabilities are. The predictions of earlier days stay, until their outcome is known and after, see `ripePredictions`.
 *
 * @param explained the same customers, when the model's trees have looked at them already
 */
export async function scoreChurn(
  db: Engine,
  model: ChurnModel,
  explained?: ExplainedCustomers,
): Promise<ScoringReport> {
  const seen = explained ?? (await explainCustomers(db, model.trees));
  await publishRows(db, {
    layer: "50_marts",
    table: "gold.churn_predictions",
    rows: await churnPredictions(db, model, seen),
    replaces: "snapshot_date",
  });
  await writeImportance(db, model.model_version, seen.importance);
  return readScoring(db);
}

/** What stands in gold.churn_predictions for as_of_date and in gold.churn_importance, whoever scored it. */
export async function readScoring(db: Engine): Promise<ScoringReport> {
  const rows = await db.rows<Record<"snapshot_date" | "model_version" | "kind", string> & { customers: number }>({
    name: "what was scored",
    sql: `select prediction.snapshot_date::varchar as snapshot_date, prediction.model_version,
              coalesce(prediction.churn_risk_category, prediction.not_scored_reason) as kind, count(*) as customers
          from gold.churn_predictions as prediction
          join gold.churn_snapshot as snapshot
              on prediction.snapshot_date = snapshot.snapshot_date and snapshot.role = 'score'
          group by 1, 2, 3 order by 3`,
  });
  const { snapshot_date, model_version } = rows[0]!;
  const of = (category: string) => rows.find(({ kind }) => kind === category)?.customers ?? 0;
  const [low_risk, medium_risk, high_risk] = [of("Low Risk"), of("Medium Risk"), of("High Risk")];
  const others = rows.filter(({ kind }) => !kind.endsWith(" Risk"));
  return {
    model_version,
    snapshot_date,
    scored: low_risk + medium_risk + high_risk,
    low_risk,
    medium_risk,
    high_risk,
    not_scored: Object.fromEntries(others.map(({ kind, customers }) => [kind, customers])),
    importance: await readImportance(db),
  };
}

/** Today's customers by the scoring trees, before calibration: how far each leans to leaving, and why. */
export interface ExplainedCustomers {
  readonly snapshot_date: string;
  readonly customer_ids: readonly string[];
  readonly margins: Float64Array;
  /** Up to three per customer. */
  readonly reasons: readonly (readonly string[])[];
  readonly importance: readonly FeatureImportance[];
}

/** The customers of as_of_date whom a model may judge, with reasons. It needs the trees only, not their calibration. */
export async function explainCustomers(
  db: Engine,
  trees: TreeModel,
  prefix = CHURN_TABLES,
): Promise<ExplainedCustomers> {
  const [snapshot_date] = (await datesOf(db, "score", prefix)) as [string];
  const features = trees.features.map(({ name }) => name);
  const frame = await readChurnFrame(db, { snapshot_dates: [snapshot_date], features, with_labels: false, prefix });
  const shap = shapValues(trees, frame);
  return {
    snapshot_date,
    customer_ids: frame.customer_ids,
    margins: predictMargins(trees, frame),
    reasons: reasonsOf(trees, shap, frame, churnCatalogue).map((all) => all.map(({ sentence }) => sentence)),
    importance: shapImportance(shap),
  };
}

/** The predictions for as_of_date, in the order of customers; nothing is written. */
export async function churnPredictions(
  db: Engine,
  model: ChurnModel,
  explained: ExplainedCustomers,
  prefix = CHURN_TABLES,
): Promise<ChurnPrediction[]> {
  const { model_version, scoring_calibration } = model;
  const { snapshot_date, customer_ids, margins, reasons } = explained;
  const probabilities = calibrated(scoring_calibration, margins);
  const scores = riskScores(fitRiskScale(probabilities), probabilities);
  const scored = customer_ids.map((customer_id, row): ChurnPrediction => {
    const [first, second, third] = reasons[row]!;
    return {
      customer_id,
      snapshot_date,
      model_version,
      churn_probability: Number(probabilities[row]!.toFixed(6)),
      churn_risk_score: scores[row]!,
      churn_risk_category: `${riskCategory(scores[row]!)} Risk`,
      top_reason_1: first ?? null,
      top_reason_2: second ?? null,
      top_reason_3: third ?? null,
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
