// A churn model and its numbers: promises, each kept as it is and broken on purpose. A guard that stays green when its
// mistake is made guards nothing.
import { describe, expect, it } from "vitest";
import { binFrame } from "../../../lib/src/churn/binned-frame";
import { fitPlatt } from "../../../lib/src/churn/calibrate";
import { crossFit } from "../../../lib/src/churn/cross-fit";
import { type Frame, selectFeatures, stackFrames, takeRows } from "../../../lib/src/churn/frame";
import { predictMargins } from "../../../lib/src/churn/predict";
import { saidOverHappened } from "../../../lib/src/churn/said-over-happened";
import { singleFeatureAucs } from "../../../lib/src/churn/single-features";
import { trainTrees } from "../../../lib/src/churn/trees";
import { randomStream } from "../../../lib/src/core/random";
import {
  backtestOf,
  type ChurnEvaluation,
  churnRivals,
  evaluateBacktest,
} from "../../../lib/src/pipeline/churn/evaluate";
import { buildChurnTrial, type TrialOptions } from "../../../lib/src/pipeline/churn/feature-tables";
import { permutedLabelAuc } from "../../../lib/src/pipeline/churn/leakage";
import { ripeResults } from "../../../lib/src/pipeline/churn/monitor";
import { churnPromises } from "../../../lib/src/pipeline/churn/promises";
import { AUC_CEILING, judgePromotion, SINGLE_FEATURE_CEILING } from "../../../lib/src/pipeline/churn/promotion";
import { readChurnFrame } from "../../../lib/src/pipeline/churn/read-frame";
import { refitChurn } from "../../../lib/src/pipeline/churn/refit";
import { type ChurnModel, churnProbabilities, churnTreeOptions, inBins } from "../../../lib/src/pipeline/churn/train";
import { tryChurn } from "../../../lib/src/pipeline/churn/traps";
import { unseenCustomers } from "../../../lib/src/pipeline/churn/unseen";
import { before_test, of_today, peeking, seenAtTest, TEST_DATE, useSmallBank } from "./small-bank";

const bank = useSmallBank({ trained: true });
const failed = (evaluation: ChurnEvaluation, model: ChurnModel) =>
  judgePromotion(evaluation, model, bank.judged.test).decision.filter((sentence) => sentence.startsWith("no: "));

const evaluated = (model: ChurnModel, test: Frame) =>
  evaluateBacktest(backtestOf(model, test), churnRivals(test, model.features, { resamples: 50 }), { resamples: 50 });

describe("3 ceiling alarm", () => {
  it("stays silent for the model and for every feature alone", () => {
    const { metrics, strongest_feature } = bank.judged.evaluation;
    expect(metrics.auc.value).toBeLessThanOrEqual(AUC_CEILING);
    expect(strongest_feature!.auc).toBeLessThan(SINGLE_FEATURE_CEILING);
  });

  it("rings when features are those of the label day", async () => {
    const { db } = bank.platform;
    expect((await tryChurn(db, "leak", { features_on_label_day: true })).auc).toBeGreaterThan(AUC_CEILING);
    const leaky = await readChurnFrame(db, { snapshot_dates: [TEST_DATE], features_days_later: 104 });
    expect(singleFeatureAucs(leaky)[0]!.auc).toBeGreaterThan(SINGLE_FEATURE_CEILING);
  });

  it.each<[string, Partial<ChurnEvaluation>, string]>([
    [
      "a model that is too good",
      { metrics: { auc: { value: 0.97, low: 0.96, high: 0.98 } } as ChurnEvaluation["metrics"] },
      "no: AUC 0.970 against a ceiling of 0.95",
    ],
    [
      "a feature that is the label",
      { strongest_feature: { feature: "label_spend", auc: 0.93 } },
      "no: label_spend alone 0.930 against a ceiling of 0.9",
    ],
    [
      "a model whose features nobody looked at",
      { strongest_feature: null },
      "no: no feature alone 1.000 against a ceiling of 0.9",
    ],
  ])("and the promotion rule refuses %s", (_what, change, sentence) => {
    const { evaluation, model } = bank.judged;
    const metrics = { ...evaluation.metrics, ...change.metrics };
    expect(failed({ ...evaluation, ...change, metrics }, model)).toContain(sentence);
  });
});

describe("4 permuted labels", () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const mean = (aucOf: (seed: number) => number) => seeds.reduce((sum, seed) => sum + aucOf(seed), 0) / seeds.length;

  it("a model of labels dealt out at random is worthless", () => {
    const found = mean((seed) => permutedLabelAuc(bank.judged.train, bank.judged.test, seed));
    expect(found).toBeGreaterThan(0.47);
    expect(found).toBeLessThan(0.53);
  });

  it("unless test rows were learned from, all of them or a half", () => {
    const { train, test } = bank.judged;
    const same = selectFeatures(test, bank.judged.model.features);
    const half = takeRows(
      same,
      same.customer_ids.flatMap((_, row) => (row % 2 === 0 ? [row] : [])),
    );
    expect(mean((seed) => permutedLabelAuc(stackFrames([train, same]), same, seed))).toBeGreaterThan(0.6);
    expect(mean((seed) => permutedLabelAuc(stackFrames([train, half]), same, seed))).toBeGreaterThan(0.53);
  });
});

describe("8 one label", () => {
  it("is what training, judging and monitoring see alike", async () => {
    const known = await bank.rows<{ role: string; customers: number; rate: number }>(
      `select snapshot.role, count(*) as customers, avg(iff(label.has_churned, 1, 0))::double as rate
       from gold.churn_labels as label
       join gold.churn_population as population on label.customer_id = population.customer_id
           and label.snapshot_date = population.snapshot_date and population.is_scored
       join gold.churn_snapshot as snapshot on label.snapshot_date = snapshot.snapshot_date
       group by snapshot.role`,
    );
    const rate = ({ labels }: Frame) => labels!.reduce((sum, label) => sum + label, 0) / labels!.length;
    const byRole = new Map(known.map((row) => [row.role, row]));
    expect(rate(bank.judged.train)).toBeCloseTo(byRole.get("train")!.rate, 12);
    expect(rate(bank.judged.calibrate)).toBeCloseTo(byRole.get("calibrate")!.rate, 12);
    expect(rate(bank.judged.test)).toBeCloseTo(byRole.get("test")!.rate, 12);
    const watched = (await ripeResults(bank.platform.db, bank.judged.model)).find(({ role }) => role === "test")!;
    expect(watched.churn_rate).toBeCloseTo(byRole.get("test")!.rate, 12);
  });
});

describe("10 train and score", () => {
  const that_day: TrialOptions = {
    ...before_test,
    as_of: `select first_date, '${TEST_DATE}'::date as as_of_date from silver.as_of`,
  };
  const seen = async (name: string, options: TrialOptions) =>
    seenAtTest(bank, await buildChurnTrial(bank.platform.db, name, options));

  it("see the same customers on the same day, with the same features and probabilities", async () => {
    const scored = await seen("scored", that_day);
    const trained = await seenAtTest(bank, "gold.churn_");
    expect(scored).toEqual(trained);
    const { model, test } = bank.judged;
    expect(churnProbabilities(model, scored, "judged")).toEqual(churnProbabilities(model, test, "judged"));
  });

  it.each([
    ["a window peeks", peeking],
    ["a card is read as it is today", of_today],
  ])("and other ones when %s", async (_mistake, rewrite) => {
    const [scored, trained] = [await seen("scored", { ...that_day, rewrite }), await seen("trained", { rewrite })];
    const { model } = bank.judged;
    expect(churnProbabilities(model, scored, "judged")).not.toEqual(churnProbabilities(model, trained, "judged"));
  });
});

describe("11 calibration", () => {
  const brackets = ({ low, high }: { low: number; high: number }) => low <= 1 && high >= 1;
  /** A mistake: trees that learned churners five times over, and nobody put their word right. */
  const loud = (frame: Frame) =>
    trainTrees(
      takeRows(
        frame,
        frame.customer_ids.flatMap((_, row) => (frame.labels![row] === 1 ? [row, row, row, row, row] : [row])),
      ),
      churnTreeOptions,
    );
  const as_said = { kind: "platt", slope: 1, intercept: 0 } as const;
  /** A third of the customers, and the others. */
  const parts = (frame: Frame, third: number): readonly [others: Frame, asked: Frame] => {
    const isAsked = (id: string) => Math.floor(3 * randomStream(7, id).next()) === third;
    const those = (wanted: boolean) =>
      takeRows(
        frame,
        frame.customer_ids.flatMap((id, row) => (isAsked(id) === wanted ? [row] : [])),
      );
    return [those(false), those(true)];
  };
  /** Said over happened when each third is asked of a model that has learned from the other two. */
  const ofOthers = (modelOf: (train: Frame, calibrate: Frame, test: Frame) => ChurnModel) => {
    const { train, calibrate, test } = bank.judged;
    const asked = [0, 1, 2].map((third) => {
      const [others, those] = parts(test, third);
      const model = modelOf(parts(train, third)[0], parts(calibrate, third)[0], others);
      return { those, scores: churnProbabilities(model, those) };
    });
    const ids = asked.flatMap(({ those }) => those.customer_ids);
    const labels = Uint8Array.from(asked.flatMap(({ those }) => [...those.labels!]));
    return saidOverHappened(ids, Float64Array.from(asked.flatMap(({ scores }) => [...scores])), labels);
  };

  it("says in sum what happens, within the bootstrap band", () => {
    expect(brackets(bank.judged.evaluation.said_over_happened)).toBe(true);
  });

  it("and too much when churners are learned five times over, which the promotion rule refuses", () => {
    const { train, model, test } = bank.judged;
    const wrong = { ...model, judged: loud(train), calibration: as_said };
    const evaluation = evaluated(wrong, test);
    expect(evaluation.said_over_happened.low).toBeGreaterThan(1);
    expect(failed(evaluation, wrong).some((sentence) => /^no: said over happened \d/.test(sentence))).toBe(true);
  });

  it("holds for the probabilities that are published, asked of customers who were not learned from", () => {
    const refit = (train: Frame, calibrate: Frame, test: Frame) =>
      refitChurn(
        { ...bank.judged, train, calibrate, binned: inBins(train, calibrate, bank.judged.model.judged.options.bins) },
        test,
      );
    expect(brackets(refitChurn(bank.judged, bank.judged.test).scoring_check!)).toBe(true);
    expect(brackets(ofOthers(refit))).toBe(true);
    const loudly = (train: Frame, calibrate: Frame) => {
      const trees = loud(stackFrames([train, calibrate]));
      return { ...bank.judged.model, trees, scoring_calibration: as_said };
    };
    expect(brackets(ofOthers(loudly))).toBe(false);
  });

  it("and a model whose published probabilities are off is refused", () => {
    const { evaluation, model, train } = bank.judged;
    const rows = { frame: binFrame(train, 255, "a test"), customer_ids: train.customer_ids, last_from: 0 };
    expect(brackets(crossFit(rows, { ...churnTreeOptions, trees: 30 }).said_over_happened)).toBe(true);
    const off = { ...model, scoring_check: { value: 1.13, low: 1.1, high: 1.16 } };
    expect(failed(evaluation, off)).toEqual(["no: said over happened by the scoring trees 1.13 (1.10 to 1.16)"]);
    const unsure = { ...model, scoring_check: { value: 1.13, low: 0.95, high: 1.3 } };
    expect(failed(evaluation, unsure)).toEqual([]);
  });
});

describe("12 better than two rules", () => {
  it("even at the lower end of its interval", () => {
    const { evaluation, model } = bank.judged;
    expect(failed(evaluation, model)).toEqual([]);
    for (const rule of evaluation.baselines) expect(evaluation.metrics.auc.low).toBeGreaterThan(rule.auc.value);
  });

  it("unless its features say nothing, and it cannot choose its rivals by them", () => {
    const { model, test } = bank.judged;
    const names = ["online_share", "wallet_share", "source_system"];
    const [train, calibrate] = [bank.judged.train, bank.judged.calibrate].map((frame) => selectFeatures(frame, names));
    const trees = trainTrees(train!, { ...churnTreeOptions, trees: 30 });
    const calibration = fitPlatt(predictMargins(trees, calibrate!), calibrate!.labels!);
    const weak = { ...model, features: names, judged: trees, calibration };
    const evaluation = evaluated(weak, test);
    expect(evaluation.baselines.map(({ name }) => name)).toEqual(["recency by frequency", "spend ratio"]);
    expect(failed(evaluation, weak).some((sentence) => sentence.startsWith("no: AUC at least"))).toBe(true);
    expect(() => evaluated(weak, selectFeatures(test, names))).toThrow("has no feature recency_days");
    expect(failed({ ...evaluation, baselines: [] }, weak).some((sentence) => /^no: AUC at least/.test(sentence))).toBe(
      true,
    );
  });
});

describe("what is promised", () => {
  it("is kept on a small bank as far as its intervals can tell, each rule beaten included", () => {
    const promises = churnPromises(bank.judged.evaluation);
    expect(promises).toHaveLength(7);
    expect(promises.filter(({ is_kept }) => !is_kept)).toEqual([]);
  });

  it("is held against the numbers themselves on a large one", () => {
    const { evaluation } = bank.judged;
    const just_below = { value: 0.599, low: 0.58, high: 0.62 };
    const metrics = { ...evaluation.metrics, precision: just_below };
    const broken = (customers: number) =>
      churnPromises({ ...evaluation, metrics, customers }).filter(({ is_kept }) => !is_kept);
    expect(broken(40_000).map(({ promise }) => promise)).toContain("precision at least 0.60");
    expect(broken(900).map(({ promise }) => promise)).not.toContain("precision at least 0.60");
  });
});

it("customers the model never met are told apart as well as those it did", () => {
  const { seen_auc, unseen_auc, difference } = unseenCustomers(bank.judged);
  expect(unseen_auc - seen_auc).toBeCloseTo(difference.value, 12);
  expect(difference.high).toBeGreaterThan(-0.02);
});
