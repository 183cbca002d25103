// The feature bench: a set of features against the whole catalogue, on the same customers and cut-offs.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Interval } from "../../churn/bootstrap";
import { bootstrapByCustomer } from "../../churn/bootstrap";
import { type Frame, selectFeatures, takeRows } from "../../churn/frame";
import { auc, averagePrecision, rankingDifference } from "../../churn/ranking-metrics";
import type { Ranked } from "../../churn/scored";
import { beside } from "../../core/beside";
import { InvalidInputError } from "../../core/errors";
import { makeFolder } from "../../core/make-folder";
import { randomStream } from "../../core/random";
import type { Engine } from "../../engine/engine";
import { featureColumns } from "./feature-columns";
import { bookSize, datesOf } from "./feature-tables";
import { futureBlindness, type LeakageFinding, leakageFindings } from "./leakage";
import { churnFolder } from "./model-store";
import { readChurnFrame } from "./read-frame";
import { churnTreeOptions } from "./train";

/** A row of the leaderboard. */
export interface BenchRow {
  readonly feature_set: string;
  readonly features: number;
  readonly customers: number;
  readonly auc: number;
  readonly average_precision: number;
  /** Against all features of the catalogue: above 0 is better. */
  readonly auc_delta: Interval;
  readonly average_precision_delta: Interval;
  readonly leakage: "clean" | "suspicious";
  readonly findings: readonly LeakageFinding[];
  readonly seconds: number;
}

/** A feature on trial: a query that answers customer_id, snapshot_date and a column of the feature's name. */
export interface TrialFeature {
  readonly name: string;
  /** May read gold.fct_transactions, gold.churn_feature_day and the other churn tables. */
  readonly query: string;
}

export interface BenchOptions {
  /** What the leaderboard calls the set. */
  readonly feature_set?: string;
  /** The features to try; all of the catalogue when left out. */
  readonly features?: readonly string[];
  /** Taken out of them. */
  readonly without?: readonly string[];
  /** A feature that is in no table yet, tried beside the chosen ones. */
  readonly extra?: TrialFeature;
  /** So many customers at most for training, and as many for the test; 5,000 when left out. */
  readonly customers?: number;
}

/**
 * Trains with a feature set and with the whole catalogue on the train cut-offs, and compares both on the test cut-off,
 * with a 95 % interval by customer. Then asks whether the set has seen the answer.
 *
 * @throws InvalidInputError for a feature that the catalogue lacks, or an empty set
 */
export async function benchFeatures(db: Engine, options: BenchOptions = {}): Promise<BenchRow> {
  const start = performance.now();
  const known = (await featureColumns(db)).map(({ name }) => name);
  const { features = known, without = [], customers = 5000 } = options;
  const unknown = [...features, ...without].find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InvalidInputError(`The bench needs features of the catalogue, got ${unknown}; see churn_features.sql`);
  const chosen = features.filter((name) => !without.includes(name));
  if (chosen.length === 0) throw new InvalidInputError("The bench needs at least one feature to try, got none");
  const { extra } = options;
  // a little more than half of a book can be judged at a cut-off; who is too many goes afterwards
  const one_in = Math.max(1, Math.floor((0.5 * (await bookSize(db))) / customers));
  const train = await sampled(db, "train", customers, one_in);
  const test = await sampled(db, "test", customers, one_in);
  const on_trial = extra && (await trialValues(db, extra, known));
  const tried_train = withFeature(selectFeatures(train, chosen), extra?.name, on_trial);
  const tried_test = withFeature(selectFeatures(test, chosen), extra?.name, on_trial);
  const trying = fitted(tried_train, tried_test);
  const isAll = chosen.length === known.length && !extra;
  const fits = Promise.all([trying, isAll ? trying : fitted(train, test)]);
  fits.catch(() => {}); // awaited below, when the tables of the next step are gone again
  const blind = await futureBlindness(db, extra?.query);
  const [tried, all] = await fits;
  const delta = bootstrapByCustomer(test.customer_ids, (weights) => rankingDifference(tried, all, weights), {
    resamples: 200,
  });
  const findings = [...leakageFindings(auc(tried), tried_train, tried_test), blind];
  return {
    feature_set: options.feature_set ?? nameOf(chosen, without, known) + (extra ? ` and ${extra.name}` : ""),
    features: tried_train.features.length,
    customers: new Set([...train.customer_ids, ...test.customer_ids]).size,
    auc: auc(tried),
    average_precision: averagePrecision(tried),
    auc_delta: delta.auc,
    average_precision_delta: delta.average_precision,
    leakage: findings.every(({ is_clean }) => is_clean) ? "clean" : "suspicious",
    findings,
    seconds: Math.round(performance.now() - start) / 1000,
  };
}

/** Enters a row into the leaderboard file, in place of the set's earlier one; answers all rows, the best first. */
export function enterLeaderboard(row: BenchRow): BenchRow[] {
  const file = join(churnFolder(), "leaderboard.json");
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as BenchRow[]) : [];
  const rows = [...before.filter(({ feature_set }) => feature_set !== row.feature_set), row];
  rows.sort((a, b) => b.average_precision - a.average_precision);
  makeFolder(churnFolder());
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
  return rows;
}

/** The frame of a role, with at most so many customers; the same ones at every cut-off. */
async function sampled(db: Engine, role: "train" | "test", customers: number, one_in: number): Promise<Frame> {
  const frame = await readChurnFrame(db, { snapshot_dates: await datesOf(db, role), one_in });
  const ids = [...new Set(frame.customer_ids)];
  if (ids.length <= customers) return frame;
  const luck = new Map(ids.map((id) => [id, randomStream(42, id).next()]));
  const limit = [...luck.values()].sort((a, b) => a - b)[customers - 1]!;
  return takeRows(
    frame,
    frame.customer_ids.flatMap((id, row) => (luck.get(id)! <= limit ? [row] : [])),
  );
}

/** The values of a feature on trial by customer and cut-off. */
async function trialValues(
  db: Engine,
  { name, query }: TrialFeature,
  known: readonly string[],
): Promise<Map<string, number>> {
  if (!/^[a-z][a-z0-9_]*$/.test(name) || known.includes(name))
    throw new InvalidInputError(`A feature on trial needs a name of its own in lower_snake_case, got ${name}`);
  const rows = await db.rows<{ customer_id: string; day: string; value: number | null }>({
    name: `feature on trial ${name}`,
    sql: `select customer_id, snapshot_date::varchar as day, ${name}::double as value from (\n${query}\n) as on_trial`,
  });
  return new Map(rows.map(({ customer_id, day, value }) => [`${customer_id} ${day}`, value ?? Number.NaN]));
}

function withFeature(frame: Frame, name?: string, values?: ReadonlyMap<string, number>): Frame {
  if (name === undefined || !values) return frame;
  const column = Float64Array.from(
    frame.customer_ids.map((id, row) => values.get(`${id} ${frame.snapshot_dates![row]}`) ?? Number.NaN),
  );
  return { ...frame, features: [...frame.features, { name, kind: "numeric", values: column }] };
}

function fitted(train: Frame, test: Frame): Promise<Ranked> {
  return beside("churn/quick-look", "rankedByTrees", [train, test, { ...churnTreeOptions, trees: 100 }]);
}

function nameOf(chosen: readonly string[], without: readonly string[], known: readonly string[]): string {
  if (without.length > 0) return `all without ${without.join(", ")}`;
  if (chosen.length === known.length) return "all features";
  return chosen.length <= 4 ? chosen.join(", ") : `${chosen.length} features from ${chosen[0]} on`;
}
