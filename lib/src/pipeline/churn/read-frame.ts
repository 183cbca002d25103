// Reads customers, features and labels of cut-offs as a frame.
import { type Frame, frameOf } from "../../churn/frame";
import { epochDay } from "../../core/dates";
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { featureColumns } from "./feature-columns";
import { CHURN_TABLES } from "./feature-tables";

/** Which rows and columns a frame takes. */
export interface FrameChoice {
  /** Cut-offs, YYYY-MM-DD. */
  readonly snapshot_dates: readonly string[];
  /** Names of features; every column of the feature table when left out. */
  readonly features?: readonly string[];
  /** False for a cut-off whose label window is open. */
  readonly with_labels?: boolean;
  /**
   * Who is in it: those a model may judge ("scored"), or all with enough history, also those who have left already
   * ("everyone": one of the ways to fool oneself).
   */
  readonly population?: "scored" | "everyone";
  /** Features are taken so many days after the cut-off: 0, or the leak that the notebook shows. */
  readonly features_days_later?: number;
  /** One customer in so many, the same ones at every cut-off; 1, everybody, when left out. */
  readonly one_in?: number;
  /** Tables of a trial, see `buildChurnTrial`. */
  readonly prefix?: string;
  /** Labels from a trial's table, when only they differ. */
  readonly labels_prefix?: string;
}

/**
 * The frame of some cut-offs, ordered by cut-off and customer: the same call gives the same rows in the same order.
 *
 * @throws InvalidInputError for a feature that the table lacks, or when nobody is there
 */
export async function readChurnFrame(db: Engine, choice: FrameChoice): Promise<Frame> {
  const { snapshot_dates, with_labels = true, population = "scored" } = choice;
  const { one_in = 1, features_days_later = 0, prefix = CHURN_TABLES, labels_prefix = prefix } = choice;
  const columns_there = await featureColumns(db, prefix);
  if (columns_there.length === 0)
    throw new InvalidInputError(`${prefix}features is needed, got no such table; were the features built?`);
  const { features = columns_there.map(({ name }) => name) } = choice;
  const wanted = features.map((name) => {
    const column = columns_there.find((each) => each.name === name);
    if (!column) throw new InvalidInputError(`A column of ${prefix}features is needed as a feature, got ${name}`);
    return column;
  });
  if (!Number.isInteger(features_days_later))
    throw new InvalidInputError(`Features can be taken a whole number of days later, got ${features_days_later}`);
  if (!Number.isInteger(one_in) || one_in < 1)
    throw new InvalidInputError(`One customer in 1, 2, 3 or more can be taken, got one in ${one_in}`);
  const who =
    population === "scored"
      ? "population.is_scored"
      : "coalesce(population.not_scored_reason, '') <> 'history too short'";
  const columns = await db.columns({
    name: "churn frame",
    sql: `select population.customer_id,
              datediff('day', '1970-01-01'::date, population.snapshot_date)::double as snapshot_day,
              ${wanted.map(({ name, kind }) => `feature.${name}${kind === "category" ? "::varchar" : "::double"} as ${name}`).join(", ")}
              ${with_labels ? ", label.has_churned" : ""}
          from ${prefix}population as population
          ${with_labels ? joined(labels_prefix, "labels", "label") : ""}
          left join ${prefix}features as feature
              on population.customer_id = feature.customer_id
              and feature.snapshot_date = dateadd('day', ${features_days_later}, population.snapshot_date)::date
          where ${who} ${one_in > 1 ? `and mod(md5_number_lower64(population.customer_id), ${one_in}) = 0` : ""}
              and population.snapshot_date in (${snapshot_dates.map(() => "?::date").join(", ")})
          order by population.snapshot_date, population.customer_id`,
    binds: [...snapshot_dates],
  });
  if (columns.customer_id!.length === 0)
    throw new InvalidInputError(
      `A churn frame needs customers at ${snapshot_dates.join(", ") || "a cut-off"}, got none; were the features built?`,
    );
  // a cut-off comes as a number, in a tenth of the time of its text, which is one of those asked for
  const asked = new Map(snapshot_dates.map((date) => [epochDay(date), date]));
  const snapshot_date = Array.from(columns.snapshot_day as Float64Array, (day) => asked.get(day));
  return frameOf(
    { ...columns, snapshot_date },
    {
      features: wanted,
      snapshot_date: "snapshot_date",
      ...(with_labels && { label: "has_churned" }),
    },
  );
}

function joined(prefix: string, table: string, alias: string): string {
  return `join ${prefix}${table} as ${alias} on population.customer_id = ${alias}.customer_id and population.snapshot_date = ${alias}.snapshot_date`;
}
