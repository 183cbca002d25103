// Builds the tables of sql/40_features: the standing ones, or a trial beside them with another definition or other facts.
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { type SqlFile, sqlFiles } from "../../sql/model";
import { literal } from "../../sql/statement";
import { WAREHOUSE_LAYERS } from "../lineage";
import { inReadingOrder } from "../model-order";
import { type ModelRun, type RunOptions, runModels } from "../run-models";

/** Where the churn tables stand: "gold.churn_" for the standing ones. */
export const CHURN_TABLES = "gold.churn_";

/** The numbers of gold.churn_definition; sql/40_features/churn_definition.sql says what they mean. */
export interface ChurnDefinition {
  readonly label_version: string;
  readonly feature_days: number;
  readonly gap_days: number;
  readonly label_days: number;
  readonly inactive_days: number;
  readonly decline_share: number;
  readonly active_days: number;
  readonly min_purchases: number;
  readonly min_history_days: number;
}

/** A cut-off and its windows, days as YYYY-MM-DD. */
export interface ChurnSnapshot {
  readonly snapshot_date: string;
  readonly role: "train" | "calibrate" | "test" | "score";
  readonly features_from: string;
  readonly label_from: string;
  readonly label_to: string;
  readonly has_label: boolean;
}

/**
 * The churn features, labels and population of every cut-off, brought up to date with what they read.
 *
 * @returns the ledger's newest line of each feature model
 */
export async function buildChurnFeatures(db: Engine, options: RunOptions = {}): Promise<ModelRun[]> {
  const runs = await runModels(db, { layers: [...WAREHOUSE_LAYERS, "40_features"], ...options });
  return runs.filter(({ model }) => model.startsWith("40_features/"));
}

/** What a trial does otherwise. */
export interface TrialOptions {
  /** Numbers of the definition that differ. */
  readonly definition?: Partial<ChurnDefinition>;
  /** A query over gold.fct_transactions that answers its columns: the facts the trial sees. */
  readonly facts?: string;
  /** A query over gold.dim_customer that answers its columns: the customers the trial sees. */
  readonly customers?: string;
  /** A query over silver.as_of that answers its columns: the trial's clock. */
  readonly as_of?: string;
  /** A query over gold.dim_date that answers its columns: the trial's calendar. */
  readonly calendar?: string;
  /** Build these models only, e.g. ["churn_labels"]; they read the standing tables of the others. */
  readonly only?: readonly string[];
  /** A query more, which may read gold.fct_transactions and the churn tables; it becomes the trial's table `extra`. */
  readonly extra?: string;
  /** Other cut-offs than those of gold.churn_snapshot: days before as_of_date. */
  readonly cut_offs?: readonly number[];
  /** The text of a model, changed: to see what a mistake in it would do. */
  readonly rewrite?: (model: string, sql: string) => string;
}

/**
 * The same models once more, under other names and with something changed: the features of another gap, another
 * population, facts that end earlier. The standing tables are read nowhere but through the queries handed in.
 *
 * @param name letters that go into the tables' names: a trial "gap" makes gold.trial_gap_features
 * @returns the prefix of its tables, for `readChurnFrame`
 */
export async function buildChurnTrial(db: Engine, name: string, options: TrialOptions = {}): Promise<string> {
  if (!/^[a-z]+$/.test(name)) throw new InvalidInputError(`A trial needs a name of small letters, got ${name}`);
  const prefix = `gold.trial_${name}_`;
  const sources: Record<string, string | undefined> = {
    "gold.fct_transactions": options.facts,
    "gold.dim_customer": options.customers,
    "silver.as_of": options.as_of,
    "gold.dim_date": options.calendar,
  };
  const changed = Object.entries(sources).filter(([, query]) => query !== undefined);
  const { rewrite = (_model: string, sql: string) => sql } = options;
  const models = churnModels(db, options.only);
  const names = new Map(changed.map(([table]) => [table, `${prefix}${table.split(".")[1]}`]));
  for (const { creates } of models) names.set(creates[0]!, creates[0]!.replace(CHURN_TABLES, prefix));
  const renamed = (sql: string) => sql.replace(/\b(?:gold|silver)\.[a-z_0-9]+/g, (table) => names.get(table) ?? table);
  for (const [table, query] of changed)
    await db.run({ name: `trial ${name}`, sql: `create or replace table ${names.get(table)} as ${query}` });
  for (const model of models) {
    const sql = model.name.endsWith("/churn_snapshot") ? withCutOffs(model.sql, options.cut_offs) : model.sql;
    await db.run({ name: `trial ${name}: ${model.name}`, sql: renamed(rewrite(model.name.split("/")[1]!, sql)) });
    if (model.name.endsWith("/churn_definition")) await redefine(db, prefix, options.definition ?? {});
  }
  if (options.extra !== undefined)
    await db.run({
      name: `trial ${name}: extra`,
      sql: `create or replace table ${prefix}extra as ${renamed(options.extra)}`,
    });
  return prefix;
}

/**
 * The world as it was on a day, for a trial: purchases before it, and of customers what had been told by then.
 *
 * @param one_in one customer in so many, see `partOfBook`
 */
export function worldBefore(day: string, one_in = 1): Required<Pick<TrialOptions, "facts" | "customers">> {
  const date = `${literal(day)}::date`;
  const next = "lead(valid_from) over (partition by customer_id order by valid_from)";
  return {
    customers: `select * replace (
          ${next} as valid_to,
          ${next} is null as is_current,
          iff(migrated_date < ${date}, migrated_date, null) as migrated_date)
        from (${partOfBook(one_in)}) as book
        where valid_from < ${date} and coalesce(recorded_at < ${date}, true)`,
    facts: `select * from gold.fct_transactions
        where customer_key in (select customer_key from (${partOfBook(one_in)}) as book) and transaction_date < ${date}`,
  };
}

/** Removes a trial's tables. */
export function dropChurnTrial(db: Engine, name: string): Promise<void> {
  return dropTables(db, `gold.trial_${name}_`);
}

/** Removes the tables of every trial, also of those that were killed on the way. */
export function dropChurnTrials(db: Engine): Promise<void> {
  return dropTables(db, "gold.trial_");
}

async function dropTables(db: Engine, prefix: string): Promise<void> {
  const tables = await db.rows<{ name: string; is_view: boolean }>({
    name: "trial tables",
    sql: `select lower(table_schema) || '.' || lower(table_name) as name, table_type = 'VIEW' as is_view
          from information_schema.tables where startswith(lower(table_schema) || '.' || lower(table_name), ?)`,
    binds: [prefix],
  });
  for (const { name, is_view } of tables)
    await db.run({ name: "drop trial", sql: `drop ${is_view ? "view" : "table"} ${name}` });
}

/** The cut-offs there are, oldest first. */
export async function churnSnapshots(db: Engine, prefix = CHURN_TABLES): Promise<ChurnSnapshot[]> {
  return db.rows<ChurnSnapshot>({
    name: "churn snapshots",
    sql: `select snapshot_date::varchar as snapshot_date, role, features_from::varchar as features_from,
              label_from::varchar as label_from, label_to::varchar as label_to, has_label
          from ${prefix}snapshot order by snapshot_date`,
  });
}

/** The definition that the tables were made with. */
export async function churnDefinition(db: Engine, prefix = CHURN_TABLES): Promise<ChurnDefinition> {
  const [row] = await db.rows<ChurnDefinition>({
    name: "churn definition",
    sql: `select label_version, feature_days, gap_days, label_days, inactive_days, decline_share::double as decline_share,
              active_days, min_purchases, min_history_days
          from ${prefix}definition`,
  });
  return row!;
}

/** The dates of one role; an error that says how much data is needed when there are none. */
export async function datesOf(db: Engine, role: ChurnSnapshot["role"], prefix = CHURN_TABLES): Promise<string[]> {
  const all = await churnSnapshots(db, prefix);
  const dates = all.filter((snapshot) => snapshot.role === role).map(({ snapshot_date }) => snapshot_date);
  if (dates.length > 0) return dates;
  throw new InvalidInputError(
    `A churn model needs 496 days of transactions before as_of_date (180 for features, then a gap and a label window each for training, threshold and test), got too few for a ${role} cut-off; load a longer history`,
  );
}

function churnModels(db: Engine, only?: readonly string[]): SqlFile[] {
  const all = sqlFiles("40_features", db.name).filter((file) => file.creates.length > 0);
  const given = all.flatMap(({ reads }) => reads).filter((table) => !table.startsWith(CHURN_TABLES));
  const ordered = inReadingOrder(all, given);
  return only ? ordered.filter((model) => only.includes(model.name.split("/")[1]!)) : ordered;
}

/** The text of churn_snapshot with other days in its list; what it makes of a day stays as it is. */
function withCutOffs(sql: string, days_before?: readonly number[]): string {
  if (!days_before) return sql;
  if (days_before.length === 0 || days_before.some((days) => !Number.isInteger(days)))
    throw new InvalidInputError(`A trial's cut-offs need whole days before as_of_date, got ${days_before.join(", ")}`);
  const listed = days_before.map((days) => `(${days}, 'trial')`).join(", ");
  return sql.replace(
    /\(values[^;]*?\) as listed \(days_before, role\)/,
    `(values ${listed}) as listed (days_before, role)`,
  );
}

async function redefine(db: Engine, prefix: string, definition: Partial<ChurnDefinition>): Promise<void> {
  for (const [column, value] of Object.entries(definition))
    await db.run({
      name: "trial definition",
      sql: `update ${prefix}definition set ${column} = ${literal(value)}`,
    });
}

/** How many customers the book holds: decides whether a part of them is enough to try something. */
export async function bookSize(db: Engine): Promise<number> {
  const [row] = await db.rows<{ customers: number }>({
    name: "customers",
    sql: "select count(*) as customers from gold.dim_customer where is_current",
  });
  return row!.customers;
}

/** One customer in how many leaves about so many, or all of a small book. */
export async function oneInFor(db: Engine, customers: number): Promise<number> {
  return Math.max(1, Math.round((await bookSize(db)) / customers));
}

/** The query of one customer in so many, the same ones every time, with all their versions. */
export function partOfBook(one_in: number): string {
  return `select * from gold.dim_customer where mod(md5_number_lower64(customer_id), ${one_in}) = 0`;
}
