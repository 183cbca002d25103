// Has a feature seen the answer? Four questions with yes or no for an answer.
import type { Frame } from "../../churn/frame";
import { permutedLabels } from "../../churn/permute";
import { predictProbabilities } from "../../churn/predict";
import { auc } from "../../churn/ranking-metrics";
import { singleFeatureAucs } from "../../churn/single-features";
import { trainTrees } from "../../churn/trees";
import type { Engine } from "../../engine/engine";
import { literal } from "../../sql/statement";
import { tableVersion } from "../table-version";
import {
  buildChurnTrial,
  churnSnapshots,
  dropChurnTrial,
  oneInFor,
  type TrialOptions,
  worldBefore,
} from "./feature-tables";
import { AUC_CEILING, SINGLE_FEATURE_CEILING } from "./promotion";
import { churnTreeOptions } from "./train";

/** One question, and how it was answered. */
export interface LeakageFinding {
  readonly question: string;
  readonly found: string;
  readonly is_clean: boolean;
}

/**
 * AUC when all labels were dealt out at random, one deal for both frames: 0.5 but for chance. More means that test rows
 * were learned from, with the labels they have here, too. (On true test labels a model of noise would lean one way or the other with the
 * one strong group of features, and scatter by 0.1.)
 */
export function permutedLabelAuc(train: Frame, test: Frame, seed = 42): number {
  const model = trainTrees(permutedLabels(train, seed), { ...churnTreeOptions, trees: 30 });
  return auc({ scores: predictProbabilities(model, test), labels: permutedLabels(test, seed).labels! });
}

/** The ceilings, the features one by one, and labels dealt out at random. Nothing is built for it. */
export function leakageFindings(model_auc: number, train: Frame, test: Frame): LeakageFinding[] {
  const best = singleFeatureAucs(test)[0]!;
  const permuted = permutedLabelAuc(train, test);
  const churned = test.labels!.reduce((sum, label) => sum + label, 0);
  // two standard errors of a worthless score's AUC on so many churners, or 0.03
  const slack = Math.max(
    0.03,
    2.5 * Math.sqrt((test.labels!.length + 1) / (12 * churned * (test.labels!.length - churned))),
  );
  return [
    {
      question: `is the AUC at most ${AUC_CEILING}?`,
      found: model_auc.toFixed(3),
      is_clean: model_auc <= AUC_CEILING,
    },
    {
      question: `does every feature alone stay below ${SINGLE_FEATURE_CEILING}?`,
      found: `${best.feature} ${best.auc.toFixed(3)}`,
      is_clean: best.auc < SINGLE_FEATURE_CEILING,
    },
    {
      question: "is a model of random labels worthless?",
      found: `AUC ${permuted.toFixed(3)}`,
      is_clean: Math.abs(permuted - 0.5) <= slack,
    },
  ];
}

/** Customers whose features are built twice, roughly: a look ahead shows on far fewer. */
const BLIND_CUSTOMERS = 1000;

/**
 * Are the features of a cut-off blind to the future? Builds them once with and once without what happened on and after the
 * cut-off, for a part of a large book, and compares what the tables hold.
 *
 * @param extra the query of a feature on trial, see `TrialOptions`
 */
export async function futureBlindness(db: Engine, extra?: string): Promise<LeakageFinding> {
  const cut_off = (await churnSnapshots(db)).find(({ role }) => role === "test")!.snapshot_date;
  const one_in = await oneInFor(db, BLIND_CUSTOMERS);
  const build = (name: string, world: TrialOptions) =>
    buildChurnTrial(db, name, { ...world, ...(extra !== undefined && { extra }) });
  const tables = extra === undefined ? ["features"] : ["features", "extra"];
  const versionsOf = async (prefix: string) => {
    const versions = [];
    for (const table of tables) versions.push(await versionUntil(db, cut_off, `${prefix}${table}`));
    return versions.join();
  };
  try {
    const seeing = await build("seeing", worldBefore("9999-12-31", one_in));
    // its facts were picked from all of them just now
    const facts = `select * from ${seeing}fct_transactions where transaction_date < ${literal(cut_off)}::date`;
    const blind = await build("blind", { ...worldBefore(cut_off, one_in), facts });
    const is_clean = (await versionsOf(seeing)) === (await versionsOf(blind));
    return {
      question: "are the features the same without the facts after the cut-off?",
      found: is_clean ? "the same" : "different",
      is_clean,
    };
  } finally {
    for (const name of ["seeing", "blind"]) await dropChurnTrial(db, name);
  }
}

/** The version of what a trial's table holds of the cut-offs up to a day. */
async function versionUntil(db: Engine, day: string, table: string): Promise<string> {
  const kept = `${table}_kept`;
  await db.run({
    name: "rows up to a day",
    sql: `create or replace view ${kept} as select * from ${table} where snapshot_date <= ${literal(day)}::date`,
  });
  return (await tableVersion(db, kept)).content_hash;
}
