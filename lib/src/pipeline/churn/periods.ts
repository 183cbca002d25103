// Some periods are worse than others: how far a sum of probabilities may be off for that alone, and which calibration
// would have come nearest on earlier cut-offs.
import type { Interval } from "../../churn/bootstrap";
import type { Frame } from "../../churn/frame";
import type { WalkedStep } from "../../churn/walk-step";
import { beside } from "../../core/beside";
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { datesOf } from "./feature-tables";
import { readChurnFrame } from "./read-frame";
import { churnTreeOptions } from "./train";

/** The churn rate of a cut-off, of the customers a model may judge. */
export interface PeriodRate {
  readonly snapshot_date: string;
  readonly customers: number;
  readonly churn_rate: number;
}

/** The churn rates of all cut-offs with an outcome, oldest first. */
export async function churnRates(db: Engine): Promise<PeriodRate[]> {
  return db.rows<PeriodRate>({
    name: "churn rates of the cut-offs",
    sql: `select label.snapshot_date::varchar as snapshot_date, count(*) as customers,
              avg(iff(label.has_churned, 1, 0))::double as churn_rate
          from gold.churn_labels as label
          join gold.churn_population as population
              on label.customer_id = population.customer_id and label.snapshot_date = population.snapshot_date
              and population.is_scored
          group by label.snapshot_date
          order by label.snapshot_date`,
  });
}

/**
 * Where "said over happened" of a good model may lie on the next cut-off, roughly: 1, give or take two standard errors,
 * of which one part is who happens to be a customer (the bootstrap) and the other that churn rates move from cut-off to
 * cut-off. The second is guessed from the few cut-offs before, whose label windows partly overlap: take it for the least.
 *
 * @param said_over_happened of the next cut-off, for the width of its bootstrap interval
 * @param before churn rates of the cut-offs before it
 * @throws InvalidInputError for fewer than two cut-offs
 * @example
 * const rates = [0.08, 0.08, 0.08];
 * periodBand({ value: 1, low: Math.exp(-0.1), high: Math.exp(0.1) }, rates).high; // => Math.exp(0.1)
 */
export function periodBand({ low, high }: Interval, before: readonly number[]): { low: number; high: number } {
  if (before.length < 2)
    throw new InvalidInputError(`A band over periods needs two cut-offs or more, got ${before.length}`);
  const logs = before.map(Math.log);
  const middle = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - middle) ** 2, 0) / (logs.length - 1);
  const customers = (Math.log(high) - Math.log(low)) / 4;
  const reach = 2 * Math.sqrt(customers ** 2 + variance * (1 + 1 / logs.length));
  return { low: Math.exp(-reach), high: Math.exp(reach) };
}

/** A way to calibrate on an earlier cut-off. */
export interface WalkedForward extends WalkedStep {
  readonly snapshot_date: string;
}

/**
 * Calibrations walked forward over the cut-offs before the test: for each one from the third on, trees learn from those
 * before but the last, which calibrates them, alone or with cut-offs they learned from (cross-fitted). Label windows of
 * these cut-offs overlap, so it is a comparison of calibrations and no judgement of the trees.
 *
 * @param one_in one customer in so many
 */
export async function walkForward(db: Engine, one_in = 1): Promise<WalkedForward[]> {
  const dates = [...(await datesOf(db, "train")), ...(await datesOf(db, "calibrate"))];
  const frames: Frame[] = [];
  for (const date of dates) frames.push(await readChurnFrame(db, { snapshot_dates: [date], one_in }));
  const walked = frames.slice(2).map(async (asked, place) => {
    const args = [frames.slice(0, place + 1), frames[place + 1], asked, churnTreeOptions];
    const steps = await beside<WalkedStep[]>("churn/walk-step", "walkStep", args);
    return steps.map((step) => ({ snapshot_date: asked.snapshot_dates![0]!, ...step }));
  });
  return (await Promise.all(walked)).flat();
}
