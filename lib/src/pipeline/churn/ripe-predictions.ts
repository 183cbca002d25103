// Was it right? Predictions as they were published, beside what happened, once their label window has closed.
import type { Interval } from "../../churn/bootstrap";
import { auc, averagePrecision, liftAt } from "../../churn/ranking-metrics";
import { saidOverHappened } from "../../churn/said-over-happened";
import { addDays, daysBetween } from "../../core/dates";
import type { Engine } from "../../engine/engine";
import { buildChurnTrial, churnDefinition, dropChurnTrial } from "./feature-tables";

/** What was published on a day by a model, and how it turned out. */
export interface RipePrediction {
  readonly snapshot_date: string;
  readonly model_version: string;
  /** Customers with a probability. */
  readonly customers: number;
  /** The day from which on the outcome is known. */
  readonly ripens_on: string;
  /** Null until then. */
  readonly outcome: RipeOutcome | null;
}

export interface RipeOutcome {
  readonly churn_rate: number;
  readonly mean_probability: number;
  /** Null, as those below, when nobody churned or nobody stayed. */
  readonly said_over_happened: Interval | null;
  readonly auc: number | null;
  readonly average_precision: number | null;
  readonly lift_top_decile: number | null;
}

/** Models of sql/40_features that it takes to know who had churned; the others are left out. */
const LABEL_MODELS = [
  "churn_definition",
  "churn_snapshot",
  "churn_day",
  "churn_activity",
  "churn_window",
  "churn_labels",
];

/**
 * Every day of gold.churn_predictions, oldest first, with what happened where that is known by now: the label is that
 * of training, from the same model in sql/40_features, at the days of the predictions. Nothing is scored again.
 */
export async function ripePredictions(db: Engine): Promise<RipePrediction[]> {
  const { gap_days, label_days } = await churnDefinition(db);
  const published = await db.rows<Omit<RipePrediction, "ripens_on" | "outcome"> & { as_of: string }>({
    name: "days of predictions",
    sql: `select prediction.snapshot_date::varchar as snapshot_date, prediction.model_version,
              count(prediction.churn_probability) as customers, max(as_of.as_of_date)::varchar as as_of
          from gold.churn_predictions as prediction
          cross join silver.as_of as as_of
          group by prediction.snapshot_date, prediction.model_version
          order by prediction.snapshot_date, prediction.model_version`,
  });
  const dated = published.map(({ as_of, ...row }) => {
    const ripens_on = addDays(row.snapshot_date, gap_days + label_days);
    return { ...row, ripens_on, is_ripe: ripens_on <= as_of, days_before: daysBetween(row.snapshot_date, as_of) };
  });
  const ripe = dated.filter(({ is_ripe }) => is_ripe);
  const outcomes =
    ripe.length > 0 ? await outcomesOf(db, [...new Set(ripe.map(({ days_before }) => days_before))]) : [];
  return dated.map(({ is_ripe, days_before, ...row }) => ({
    ...row,
    outcome: is_ripe ? outcomeOf(outcomes.filter((one) => isOf(row, one))) : null,
  }));
}

/** A customer of a ripe day. */
interface KnownOutcome {
  readonly customer_id: string;
  readonly snapshot_date: string;
  readonly model_version: string;
  readonly churn_probability: number;
  readonly has_churned: boolean;
}

const isOf = (row: { snapshot_date: string; model_version: string }, one: KnownOutcome) =>
  one.snapshot_date === row.snapshot_date && one.model_version === row.model_version;

/** Labels those days, in tables of a trial that are gone afterwards. */
async function outcomesOf(db: Engine, days_before: readonly number[]): Promise<KnownOutcome[]> {
  const prefix = await buildChurnTrial(db, "ripe", { only: LABEL_MODELS, cut_offs: days_before });
  try {
    return await db.rows<KnownOutcome>({
      name: "ripe predictions",
      sql: `select prediction.customer_id, prediction.snapshot_date::varchar as snapshot_date, prediction.model_version,
                prediction.churn_probability, label.has_churned
            from gold.churn_predictions as prediction
            join ${prefix}labels as label
                on prediction.customer_id = label.customer_id and prediction.snapshot_date = label.snapshot_date
            where prediction.churn_probability is not null
            order by prediction.customer_id`,
    });
  } finally {
    await dropChurnTrial(db, "ripe");
  }
}

function outcomeOf(rows: readonly KnownOutcome[]): RipeOutcome {
  const customer_ids = rows.map(({ customer_id }) => customer_id);
  const scores = rows.map(({ churn_probability }) => churn_probability);
  const labels = rows.map(({ has_churned }) => Number(has_churned));
  const scored = { scores, labels };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const hasBoth = new Set(labels).size === 2;
  return {
    churn_rate: mean(labels),
    mean_probability: mean(scores),
    said_over_happened: hasBoth ? saidOverHappened(customer_ids, scores, labels) : null,
    auc: hasBoth ? auc(scored) : null,
    average_precision: hasBoth ? averagePrecision(scored) : null,
    lift_top_decile: hasBoth ? liftAt(scored, 0.1) : null,
  };
}
