// A model's life: trained, used, trained again and compared, put back when it was a mistake.
import type { Frame } from "../../churn/frame";
import type { LogisticModel } from "../../churn/logistic";
import { beside } from "../../core/beside";
import { CheckFailedError, InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { MART_LAYERS, WAREHOUSE_LAYERS } from "../lineage";
import { runModels } from "../run-models";
import { writeBacktest } from "./backtest";
import { backtestOf, type ChurnEvaluation, evaluateChurn } from "./evaluate";
import { buildChurnFeatures, churnDefinition, datesOf } from "./feature-tables";
import {
  type Champion,
  type ChurnRun,
  championModel,
  loadModel,
  promote,
  readChampion,
  recordRun,
  rollBack,
  saveModel,
} from "./model-store";
import { judgePromotion, type Promotion } from "./promotion";
import { readChurnFrame } from "./read-frame";
import type { ChurnReport } from "./report";
import { type ScoringReport, scoreChurn } from "./score";
import {
  type ChurnModel,
  type ChurnTraining,
  fitChurn,
  readTestFrame,
  readTrainingData,
  refitChurn,
  type TrainChurnOptions,
  trainChurn,
} from "./train";

/** What a training gave, in memory: nothing is written yet. */
export interface JudgedModel extends ChurnTraining {
  readonly test: Frame;
  readonly evaluation: ChurnEvaluation;
}

/**
 * A run of training, entered in the ledger, and what was scored with it: by the champion, which is this model when it
 * was promoted.
 */
export interface TrainingReport extends ChurnReport {
  readonly run: ChurnRun;
  /** The model that was trained, and the frame of the test cut-off that it was judged on. */
  readonly model: ChurnModel;
  readonly test: Frame;
  readonly promotion: Promotion;
}

/** Trains and judges. The features must be built. */
export async function trainAndJudge(db: Engine, options: TrainChurnOptions = {}): Promise<JudgedModel> {
  const training = await trainChurn(db, options);
  const test = await readTestFrame(db, training.model, options.prefix);
  return { ...training, test, evaluation: evaluateChurn(training.model, test) };
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

/** Scores today's customers with the champion, and brings the profiles up to date. */
export async function refreshChurn(db: Engine): Promise<ScoringReport> {
  const model = championModel();
  await buildChurnFeatures(db);
  await needSameLabel(db, model);
  return score(db, model);
}

/** Puts the champion before this one back, and scores with it. */
export async function rollBackChurn(db: Engine): Promise<{ champion: Champion; scoring: ScoringReport }> {
  const champion = rollBack();
  return { champion, scoring: await refreshChurn(db) };
}

async function runTraining(
  db: Engine,
  command: ChurnRun["command"],
  options: TrainChurnOptions,
): Promise<TrainingReport> {
  await buildChurnFeatures(db);
  const { test, refitted, evaluation, ...training } = await judgeAndRefit(db, options);
  const { model } = training;
  const before = readChampion();
  const champion = command === "retrain" && before ? loadModel(before.model_version) : undefined;
  if (champion) await needSameLabel(db, champion);
  const promotion = judgePromotion(
    evaluation,
    model,
    test,
    champion && { model: champion, test: isAlike(champion, model) ? test : await readTestFrame(db, champion) },
  );
  const run = recordRun({
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
  const report = { run, test, promotion, evaluation, backtest: backtestOf(model, test) };
  if (promotion.is_promoted) {
    saveModel(refitted);
    promote(model.model_version);
    return { ...report, model: refitted, scoring: await score(db, refitted, [training.calibrate, test]) };
  }
  saveModel(model);
  if (!champion)
    throw new CheckFailedError(`The churn model needs to keep every gate, but ${promotion.decision.join("; ")}`);
  return { ...report, model, scoring: await score(db, champion) };
}

/**
 * Two cores at work: the regression beside the trees, then the judgement beside the refit, which is wasted when the
 * judgement is bad.
 */
async function judgeAndRefit(db: Engine, options: TrainChurnOptions) {
  const data = await readTrainingData(db, options);
  const [regression, training] = await Promise.all([
    beside<LogisticModel>("churn/logistic", "trainLogistic", [data.train]),
    Promise.resolve().then(() => fitChurn(data, options)),
  ]);
  const { model } = training;
  const test = await readTestFrame(db, model, options.prefix);
  const [evaluation, refitted] = await Promise.all([
    beside<ChurnEvaluation>("pipeline/churn/evaluate", "evaluateChurn", [model, test, { regression }]),
    Promise.resolve().then(() => refitChurn(training, test)),
  ]);
  return { ...training, test, evaluation, refitted };
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

/** Scores today's customers; leaves the model's backtest on the frames of its later cut-offs, which are read if need be. */
async function score(db: Engine, model: ChurnModel, judged_on?: readonly Frame[]): Promise<ScoringReport> {
  const { features } = model;
  const frameAt = async (role: "calibrate" | "test") =>
    readChurnFrame(db, { snapshot_dates: await datesOf(db, role), features });
  const report = await scoreChurn(db, model);
  await writeBacktest(db, model, judged_on ?? [await frameAt("calibrate"), await frameAt("test")]);
  await runModels(db, { layers: [...WAREHOUSE_LAYERS, ...MART_LAYERS] });
  return report;
}
