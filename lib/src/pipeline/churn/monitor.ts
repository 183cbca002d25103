// Watching a model at work: have the inputs moved (known today), and was it right (known when labels ripen).
import { type Frame, takeRows } from "../../churn/frame";
import { auc, averagePrecision } from "../../churn/ranking-metrics";
import { psiOfFrames, type Stability } from "../../churn/stability";
import { outcomesAt } from "../../churn/threshold-metrics";
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { buildChurnTrial, CHURN_TABLES, churnSnapshots, datesOf, oneInFor, partOfBook } from "./feature-tables";
import { readChurnFrame } from "./read-frame";
import { type ChurnModel, churnProbabilities } from "./train";

/** How far today's customers are from those of an earlier cut-off. */
export interface DriftReport {
  readonly reference_date: string;
  readonly current_date: string;
  /** Every feature, the one that moved most first. */
  readonly features: readonly Stability[];
  /** The features that moved so far that somebody has to look. */
  readonly alarms: readonly string[];
  /** The model's own probabilities, as one more column. */
  readonly score: Stability;
}

/** How a model did at a cut-off, once its label window has closed. */
export interface RipeResult {
  readonly snapshot_date: string;
  readonly role: string;
  readonly customers: number;
  readonly churn_rate: number;
  readonly mean_probability: number;
  readonly auc: number;
  readonly average_precision: number;
  readonly precision: number;
  readonly recall: number;
}

export interface DriftOptions {
  /** Tables of a trial to take today's customers from, e.g. those of `groceryDropTrial`. */
  readonly prefix?: string;
  /** Features that move with the calendar alone, left out of the alarms; see `CALENDAR_FEATURES`. */
  readonly expected?: readonly string[];
  /** The frame of the test cut-off with the model's features, when it is at hand; read when left out. */
  readonly reference?: Frame;
}

/** They grow by the day for everybody: a shift in them says that time went by. */
export const CALENDAR_FEATURES: readonly string[] = ["tenure_days", "days_since_migration"];

/**
 * PSI of every feature of the model: the customers of as_of_date against those of the test cut-off, 104 days before.
 * Below 0.10 is stable, from 0.25 on an alarm.
 */
export async function churnDrift(db: Engine, model: ChurnModel, options: DriftOptions = {}): Promise<DriftReport> {
  const { prefix = CHURN_TABLES, expected = CALENDAR_FEATURES } = options;
  const { features } = model;
  const [reference_date] = (await datesOf(db, "test")) as [string];
  const [current_date] = (await datesOf(db, "score", prefix)) as [string];
  const read = (date: string, from: string) =>
    readChurnFrame(db, { snapshot_dates: [date], features, with_labels: false, prefix: from });
  const current = await read(current_date, prefix);
  const judged_on = options.reference ?? (await read(reference_date, CHURN_TABLES));
  const reference = sameCustomers(judged_on, prefix === CHURN_TABLES ? null : current);
  const found = psiOfFrames(reference, current);
  const [score] = psiOfFrames(scoreFrame(model, reference), scoreFrame(model, current));
  return {
    reference_date,
    current_date,
    features: found,
    alarms: found
      .filter(({ band, feature }) => band === "major" && !expected.includes(feature))
      .map((row) => row.feature),
    score: score!,
  };
}

/** How the model did at every cut-off whose outcome is known: on those it learned from, and on those after. */
export async function ripeResults(db: Engine, model: ChurnModel): Promise<RipeResult[]> {
  const results: RipeResult[] = [];
  for (const { snapshot_date, role, has_label } of await churnSnapshots(db)) {
    if (!has_label) continue;
    const frame = await readChurnFrame(db, { snapshot_dates: [snapshot_date], features: model.features });
    const scores = churnProbabilities(model, frame, "judged");
    const scored = { scores, labels: frame.labels! };
    const { precision, recall } = outcomesAt(scored, model.threshold);
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    results.push({
      snapshot_date,
      role,
      customers: frame.customer_ids.length,
      churn_rate: mean(frame.labels!),
      mean_probability: mean(scores),
      auc: auc(scored),
      average_precision: averagePrecision(scored),
      precision,
      recall,
    });
  }
  return results;
}

/** Customers that a drift event is tried on, roughly: an index of as many moves by a hundredth or so by chance. */
const DRIFTING_CUSTOMERS = 2500;

/**
 * A drift event to be caught: in the last `days` days before as_of_date, `drop_percent` of the grocery purchases go to
 * another bank's card, in a part of a large book. Answers the prefix of the tables in which it happened; the standing
 * tables do not know of it.
 */
export async function groceryDropTrial(db: Engine, { days = 60, drop_percent = 80 } = {}): Promise<string> {
  if (
    !(Number.isInteger(days) && days > 0 && Number.isInteger(drop_percent) && drop_percent > 0 && drop_percent <= 100)
  )
    throw new InvalidInputError(`A drop needs whole days and 1 to 100 percent, got ${days} and ${drop_percent}`);
  const customers = partOfBook(await oneInFor(db, DRIFTING_CUSTOMERS));
  return buildChurnTrial(db, "drop", {
    customers,
    facts: `select fact.*
            from gold.fct_transactions as fact
            join gold.dim_merchant_category as category on fact.merchant_category_key = category.merchant_category_key
            cross join silver.as_of as as_of
            where fact.customer_key in (select customer_key from (${customers}) as book)
                and fact.transaction_date >= dateadd('day', -180, as_of.as_of_date)::date
                and not (
                    category.merchant_category = 'groceries'
                    and fact.transaction_date >= dateadd('day', -${days}, as_of.as_of_date)::date
                    and mod(md5_number_lower64(fact.transaction_id), 100) < ${drop_percent}
                )`,
  });
}

function sameCustomers(frame: Frame, like: Frame | null): Frame {
  if (!like) return frame;
  const wanted = new Set(like.customer_ids);
  return takeRows(
    frame,
    frame.customer_ids.flatMap((id, row) => (wanted.has(id) ? [row] : [])),
  );
}

function scoreFrame(model: ChurnModel, frame: Frame): Frame {
  const values = churnProbabilities(model, frame);
  return { customer_ids: frame.customer_ids, features: [{ name: "churn_probability", kind: "numeric", values }] };
}
