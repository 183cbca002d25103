// The ways to fool oneself with churn, one option each, and the honest way without any of them.
import { type Frame, takeRows } from "../../churn/frame";
import type { QuickLook } from "../../churn/quick-look";
import { beside } from "../../core/beside";
import { randomStream } from "../../core/random";
import type { Engine } from "../../engine/engine";
import { buildChurnTrial, CHURN_TABLES, churnDefinition, datesOf, dropChurnTrial, oneInFor } from "./feature-tables";
import { readChurnFrame } from "./read-frame";
import { churnTreeOptions } from "./train";

/** What is done wrong; nothing when all are left out. */
export interface ChurnTrap {
  /** Features measured on the day the label is read, at the end of the label window. */
  readonly features_on_label_day?: boolean;
  /** Customers who had left before the cut-off stay in. */
  readonly keep_dormant?: boolean;
  /** Days between cut-off and label window, instead of those of the definition. */
  readonly gap_days?: number;
  /** Rows of the test cut-off are learned from, too: a random half of them is the test. */
  readonly random_split?: boolean;
  /** Features to learn from; all of the catalogue when left out. */
  readonly features?: readonly string[];
}

/** Customers that the steps are tried on, roughly: enough to compare them, and a few seconds. */
const TRIED_CUSTOMERS = 12_000;

/** What a report would quote that had fallen into a trap. */
export interface TrapResult extends QuickLook {
  readonly step: string;
}

/** The steps of the notebook, from the model that cannot fail to the honest one. */
export const CHURN_STEPS: readonly { readonly step: string; readonly trap: ChurnTrap }[] = [
  { step: "features of the label day", trap: { features_on_label_day: true } },
  { step: "features before the cut-off", trap: { keep_dormant: true, gap_days: 0, random_split: true } },
  { step: "without who had left already", trap: { gap_days: 0, random_split: true } },
  { step: "with a gap to act in", trap: { random_split: true } },
  { step: "tested on a later cut-off", trap: {} },
];

/**
 * Trains on the newest train cut-off, tests on the test cut-off, with the given mistakes in it, on a part of the
 * customers of a large book. Small trees, no tuning: the steps are compared with each other, not with the model that is used.
 */
export function tryChurn(db: Engine, step: string, trap: ChurnTrap = {}): Promise<TrapResult> {
  return withGap(db, trap.gap_days, async (labels_prefix) => lookedAt(step, await readFrames(db, trap, labels_prefix)));
}

/** All steps, in their order; those with the same gap share its labels. Each trains while the frames of the next are read. */
export async function churnSteps(db: Engine): Promise<TrapResult[]> {
  const results = new Map<string, Promise<TrapResult>>();
  for (const gap_days of new Set(CHURN_STEPS.map(({ trap }) => trap.gap_days)))
    await withGap(db, gap_days, async (labels_prefix) => {
      for (const { step, trap } of CHURN_STEPS.filter((other) => other.trap.gap_days === gap_days)) {
        const looking = lookedAt(step, await readFrames(db, trap, labels_prefix));
        looking.catch(() => {}); // awaited below
        results.set(step, looking);
      }
    });
  return Promise.all(CHURN_STEPS.map(({ step }) => results.get(step)!));
}

async function lookedAt(step: string, { train, test }: TrapFrames): Promise<TrapResult> {
  const options = { ...churnTreeOptions, trees: 80, learning_rate: 0.1 };
  return { step, ...(await beside<QuickLook>("churn/quick-look", "quickLook", [train, test, options])) };
}

/** Does something with the labels of another gap, in tables that are gone afterwards. */
async function withGap<Result>(
  db: Engine,
  gap_days: number | undefined,
  job: (labels_prefix: string) => Promise<Result>,
): Promise<Result> {
  if (gap_days === undefined || gap_days === (await churnDefinition(db)).gap_days) return job(CHURN_TABLES);
  const labels_prefix = await buildChurnTrial(db, "gap", {
    definition: { gap_days, label_version: `gap ${gap_days}` },
    only: ["churn_definition", "churn_snapshot", "churn_labels"],
  });
  try {
    return await job(labels_prefix);
  } finally {
    await dropChurnTrial(db, "gap");
  }
}

interface TrapFrames {
  readonly train: Frame;
  readonly test: Frame;
}

async function readFrames(db: Engine, trap: ChurnTrap, labels_prefix: string): Promise<TrapFrames> {
  const { gap_days, label_days } = await churnDefinition(db);
  const choice = {
    population: trap.keep_dormant ? ("everyone" as const) : ("scored" as const),
    features_days_later: trap.features_on_label_day ? gap_days + label_days : 0,
    ...(trap.features && { features: trap.features }),
    labels_prefix,
    one_in: await oneInFor(db, TRIED_CUSTOMERS),
  };
  const [test_date] = await datesOf(db, "test");
  const test = await readChurnFrame(db, { ...choice, snapshot_dates: [test_date!] });
  if (trap.random_split) return halves(test);
  const train_date = (await datesOf(db, "train")).at(-1)!;
  return { train: await readChurnFrame(db, { ...choice, snapshot_dates: [train_date] }), test };
}

function halves(frame: Frame): TrapFrames {
  const random = randomStream(42, "random split");
  const isTest = frame.customer_ids.map(() => random.chance(0.5));
  const places = (wanted: boolean) => isTest.flatMap((is, row) => (is === wanted ? [row] : []));
  return { train: takeRows(frame, places(false)), test: takeRows(frame, places(true)) };
}
