// A model's life: trained, used, trained again and compared, put back when it was a mistake.
import type { Frame } from "../../churn/frame";
import { CheckFailedError, InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { MART_LAYERS, WAREHOUSE_LAYERS } from "../lineage";
import { runModels } from "../run-models";
import { type ChurnEvaluation, evaluateChurn } from "./evaluate";
import { buildChurnFeatures, churnDefinition } from "./feature-tables";
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
import { type ScoringReport, scoreChurn } from "./score";
import {
  type ChurnModel,
  type ChurnTraining,
  readTestFrame,
  refitChurn,
  type TrainChurnOptions,
  trainChurn,
} from "./train";

/** What a training gave, in memory: nothing is written yet. */
export interface JudgedModel extends ChurnTraining {
  readonly test: Frame;
  readonly evaluation: ChurnEvaluation;
}

/** A run of training, entered in the ledger, and what was scored with it. */
export interface TrainingReport {
  readonly run: ChurnRun;
  /** The model that was trained, and the frame of the test cut-off that it was judged on. */
  readonly model: ChurnModel;
  readonly test: Frame;
  readonly promotion: Promotion;
  readonly evaluation: ChurnEvaluation;
  /** The champion's; that of the challenger when it was promoted. */
  readonly scoring: ScoringReport;
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
  const judged = await trainAndJudge(db, options);
  const before = readChampion();
  const champion = command === "retrain" && before ? loadModel(before.model_version) : undefined;
  if (champion) await needSameLabel(db, champion);
  const promotion = judgePromotion(
    judged.evaluation,
    judged.model,
    judged.test,
    champion && { model: champion, test: await testFor(db, champion, judged) },
  );
  const { model, test, evaluation } = judged;
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
  if (promotion.is_promoted) {
    const refitted = refitChurn(judged, judged.test);
    saveModel(refitted);
    promote(model.model_version);
    return { run, model: refitted, test, promotion, evaluation, scoring: await score(db, refitted) };
  }
  saveModel(model);
  if (!champion)
    throw new CheckFailedError(`The churn model needs to keep every gate, but ${promotion.decision.join("; ")}`);
  return { run, model, test, promotion, evaluation, scoring: await score(db, champion) };
}

/** A model of another definition of churn can be neither compared nor used. */
async function needSameLabel(db: Engine, { model_version, label_version }: ChurnModel): Promise<void> {
  const now = (await churnDefinition(db)).label_version;
  if (now !== label_version)
    throw new InvalidInputError(
      `${model_version} needs the label ${label_version} that it learned, got ${now}; run: npx c360 churn train`,
    );
}

/** The test frame with the features of another model: the one at hand when they are the same. */
async function testFor(db: Engine, model: ChurnModel, judged: JudgedModel): Promise<Frame> {
  const isSame = model.features.join() === judged.model.features.join();
  return isSame ? judged.test : readTestFrame(db, model);
}

async function score(db: Engine, model: ChurnModel): Promise<ScoringReport> {
  const report = await scoreChurn(db, model);
  await runModels(db, { layers: [...WAREHOUSE_LAYERS, ...MART_LAYERS] });
  return report;
}
