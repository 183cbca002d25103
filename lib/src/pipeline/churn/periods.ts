// Some periods are worse than others: how far a sum of probabilities may be off for that alone, and which calibration
// would have come nearest on earlier cut-offs.
import { binFrame } from "../../churn/binned-frame";
import type { Interval } from "../../churn/bootstrap";
import { calibrated, fitPlatt } from "../../churn/calibrate";
import { outOfFoldMargins } from "../../churn/cross-fit";
import { type Frame, stackFrames } from "../../churn/frame";
import { predictMargins } from "../../churn/predict";
import { saidOverHappened } from "../../churn/said-over-happened";
import { defaultTreeOptions } from "../../churn/tree-options";
import { trainBinned } from "../../churn/trees";
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

/** A way to calibrate, and the sum of what it would have said over what happened, on an earlier cut-off. */
export interface WalkedForward {
  readonly snapshot_date: string;
  readonly calibration: "as the trees say" | "as the last cut-off" | "as all cut-offs before";
  readonly said_over_happened: Interval;
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
  return frames.slice(2).flatMap((asked, place) => {
    const [learned, last] = [frames.slice(0, place + 1), frames[place + 1]!];
    const all = stackFrames(learned);
    const binned = binFrame(all, defaultTreeOptions.bins, "A walk forward");
    const trees = trainBinned(binned, churnTreeOptions);
    const [margins, labels] = [predictMargins(trees, last), last.labels!];
    const pooled = [...outOfFoldMargins(binned, all.customer_ids, churnTreeOptions), ...margins];
    const calibrations = {
      "as the trees say": { kind: "platt", slope: 1, intercept: 0 },
      "as the last cut-off": fitPlatt(margins, labels),
      "as all cut-offs before": fitPlatt(pooled, [...binned.labels, ...labels]),
    } as const;
    const asked_margins = predictMargins(trees, asked);
    const names = Object.keys(calibrations) as WalkedForward["calibration"][];
    return names.map((calibration) => ({
      snapshot_date: asked.snapshot_dates![0]!,
      calibration,
      said_over_happened: saidOverHappened(
        asked.customer_ids,
        calibrated(calibrations[calibration], asked_margins),
        asked.labels!,
      ),
    }));
  });
}
