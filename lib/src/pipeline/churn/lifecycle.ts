// A model's life: trained, used, trained again and compared, put back when it was a mistake.
import type { CrossFit } from "../../churn/cross-fit";
import type { Frame } from "../../churn/frame";
import { trainBinned } from "../../churn/trees";
import { beside, threadsReady } from "../../core/beside";
import { CheckFailedError, InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { MART_LAYERS, WAREHOUSE_LAYERS } from "../lineage";
import { runModels } from "../run-models";
import { writeBacktest } from "./backtest";
import { type Backtest, backtestOf, type ChurnEvaluation, evaluateBacktest, type Rivals } from "./evaluate";
import { buildChurnFeatures, churnDefinition, datesOf } from "./feature-tables";
import {
  type Champion,
  type ChurnRun,
  type ChurnUse,
  championModel,
  loadModel,
  promote,
  readChampion,
  record,
  rollBack,
  saveModel,
} from "./model-store";
import { judgePromotion, type Promotion } from "./promotion";
import { readChurnFrame } from "./read-frame";
import { type Refit, refitOf, refitted } from "./refit";
import type { ChurnReport } from "./report";
import { type ExplainedCustomers, explainCustomers, type ScoringReport, scoreChurn } from "./score";
import {
  type ChurnModel,
  type ChurnTraining,
  fitChurn,
  readTestFrame,
  readTrainingData,
  type TrainChurnOptions,
} from "./train";

/** What a training gave, in memory: nothing is written yet. */
export interface JudgedModel extends ChurnTraining {
  readonly test: Frame;
  readonly backtest: Backtest;
  readonly evaluation: ChurnEvaluation;
}

/**
 * A run of training, entered in the ledger, and what was scored with it: by the champion, which is this model when it
 * was promoted.
 */
export interface TrainingReport extends ChurnReport {
  readonly run: ChurnRun;
  /** The model that was trained, what it learned from, and the frame of the test cut-off that it was judged on. */
  readonly model: ChurnModel;
  readonly train: Frame;
  readonly binned: ChurnTraining["binned"];
  readonly test: Frame;
  readonly promotion: Promotion;
}

/** Trains and judges, its rivals in another thread. The features must be built. */
export async function trainAndJudge(db: Engine, options: TrainChurnOptions = {}): Promise<JudgedModel> {
  const { data, test, features } = await readForTraining(db, options);
  const rivals = beside<Rivals>("pipeline/churn/evaluate", "churnRivals", [test, features]);
  const training = fitChurn(data, options);
  const backtest = backtestOf(training.model, test);
  return { ...training, test, backtest, evaluation: { ...evaluateBacktest(backtest), ...(await rivals) } };
}

async function readForTraining(db: Engine, options: TrainChurnOptions) {
  const [data] = await Promise.all([readTrainingData(db, options), threadsReady()]);
  const features = data.train.features.map(({ name }) => name);
  return { data, features, test: await readTestFrame(db, features, options.prefix) };
}

/**
 * The first training, or a fresh start: features, model, judgement, refit, scores. The model becomes the champion when
 * it keeps the gates of the promotion rule, whatever the champion before was.
 *
 * @throws CheckFailedError when it does not; the champion before goes on
 */
export function trainChampion(db: Engine, options: TrainChurnOptions = {}): Promise<TrainingReport> {
  return runTraining(db, "train", options);
}

/**
 * A challenger on today's data. It replaces the champion only when the promotion rule says so; the champion scores
 * otherwise.
 */
export function retrainChurn(db: Engine, options: TrainChurnOptions = {}): Promise<TrainingReport> {
  return runTraining(db, "retrain", options);
}

/** Scores today's customers with the champion, brings the profiles up to date, and enters that into the ledger. */
export async function refreshChurn(db: Engine): Promise<ScoringReport> {
  return useChampion(db, "refresh", championModel().model_version);
}

/** Puts the champion before this one back, and scores with it. */
export async function rollBackChurn(db: Engine): Promise<{ champion: Champion; scoring: ScoringReport }> {
  const before = readChampion();
  const champion = rollBack();
  return { champion, scoring: await useChampion(db, "rollback", before!.model_version) };
}

async function useChampion(db: Engine, command: ChurnUse["command"], champion_before: string): Promise<ScoringReport> {
  const model = championModel();
  await buildChurnFeatures(db);
  await needSameLabel(db, model);
  const scoring = await score(db, model);
  const { model_version, snapshot_date, scored, high_risk } = scoring;
  record({ command, model_version, champion_before, snapshot_date, scored, high_risk });
  return scoring;
}

async function runTraining(
  db: Engine,
  command: ChurnRun["command"],
  options: TrainChurnOptions,
): Promise<TrainingReport> {
  await buildChurnFeatures(db);
  const { train, calibrate, binned, test, model, scoring_model, explained, backtest, evaluation } = await judgeAndRefit(
    db,
    options,
  );
  const before = readChampion();
  const champion = command === "retrain" && before ? loadModel(before.model_version) : undefined;
  if (champion) await needSameLabel(db, champion);
  const promotion = judgePromotion(
    evaluation,
    scoring_model,
    test,
    champion && { model: champion, test: isAlike(champion, model) ? test : await readTestFrame(db, champion.features) },
  );
  const run = record({
    command,
    model_version: model.model_version,
    champion_before: before?.model_version ?? null,
    is_promoted: promotion.is_promoted,
    decision: promotion.decision,
    data_hash: model.data_hash,
    options: model.judged.options,
    features: model.features,
    evaluation,
  });
  const report = { run, train, binned, test, promotion, evaluation, backtest };
  if (promotion.is_promoted) {
    saveModel(scoring_model);
    promote(model.model_version);
    const scoring = await score(db, scoring_model, {
      explained,
      backtests: [backtestOf(model, calibrate), backtest],
    });
    return { ...report, model: scoring_model, scoring };
  }
  saveModel(model);
  if (!champion)
    throw new CheckFailedError(`The churn model needs to keep every gate, but ${promotion.decision.join("; ")}`);
  return { ...report, model, scoring: await score(db, champion) };
}

/**
 * Two cores at work: beside the trees their rivals; then the judgement, beside the scoring trees with their calibration
 * and the reasons they give, which are wasted when the judgement is bad.
 */
async function judgeAndRefit(db: Engine, options: TrainChurnOptions) {
  const { data, test, features } = await readForTraining(db, options);
  const rivals = beside<Rivals>("pipeline/churn/evaluate", "trainedRivals", [data.train, test, features]);
  const training = fitChurn(data, options);
  const backtest = backtestOf(training.model, test);
  const refit = refitOf(training, test);
  // the longest first: a thread that comes free is seen only when this one pauses
  const calibrating = beside<CrossFit>("churn/cross-fit", "crossFit", [refit, refit.options]);
  const judging = beside<ChurnEvaluation>("pipeline/churn/evaluate", "evaluateBacktest", [backtest]);
  const [beaten, judged, cross_fit, [trees, explained]] = await Promise.all([
    rivals,
    judging,
    calibrating,
    learnedAnew(db, refit, options),
  ]);
  const evaluation = { ...judged, ...beaten };
  return {
    ...training,
    test,
    backtest,
    evaluation,
    scoring_model: refitted(training.model, trees, cross_fit),
    explained,
  };
}

async function learnedAnew(db: Engine, { frame, options }: Refit, { prefix }: TrainChurnOptions) {
  const trees = trainBinned(frame, options);
  return [trees, await explainCustomers(db, trees, prefix)] as const;
}

/** A model of another definition of churn can be neither compared nor used. */
async function needSameLabel(db: Engine, { model_version, label_version }: ChurnModel): Promise<void> {
  const now = (await churnDefinition(db)).label_version;
  if (now !== label_version)
    throw new InvalidInputError(
      `${model_version} needs the label ${label_version} that it learned, got ${now}; run: npx c360 churn train`,
    );
}

const isAlike = (one: ChurnModel, other: ChurnModel) => one.features.join() === other.features.join();

/** What is at hand of a model's work already. */
interface Prepared {
  readonly explained: ExplainedCustomers;
  readonly backtests: readonly Backtest[];
}

/** Scores today's customers; leaves the model's backtest on its later cut-offs, whose frames are read if need be. */
async function score(db: Engine, model: ChurnModel, prepared?: Prepared): Promise<ScoringReport> {
  const { features } = model;
  const backtestAt = async (role: "calibrate" | "test") =>
    backtestOf(model, await readChurnFrame(db, { snapshot_dates: await datesOf(db, role), features }));
  const report = await scoreChurn(db, model, prepared?.explained);
  await writeBacktest(db, prepared?.backtests ?? [await backtestAt("calibrate"), await backtestAt("test")]);
  await runModels(db, { layers: [...WAREHOUSE_LAYERS, ...MART_LAYERS] });
  return report;
}
