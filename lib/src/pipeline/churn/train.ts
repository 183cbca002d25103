// Trains a churn model in time order: learns on the oldest cut-offs, sets threshold and calibration on a later one.
import { type BinnedFrame, binAlike, binFrame } from "../../churn/binned-frame";
import type { Interval } from "../../churn/bootstrap";
import { type Calibration, calibrated, fitPlatt } from "../../churn/calibrate";
import type { Frame } from "../../churn/frame";
import { predictMargins } from "../../churn/predict";
import { type Outcomes, thresholdForF1 } from "../../churn/threshold-metrics";
import type { TreeModel, TreeOptions } from "../../churn/tree-model";
import { checkedOptions } from "../../churn/tree-options";
import { trainBinned } from "../../churn/trees";
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { shortHash, tableVersion } from "../table-version";
import { RULE_FEATURES } from "./baselines";
import { CHURN_TABLES, churnDefinition, datesOf } from "./feature-tables";
import { readChurnFrame } from "./read-frame";

/** The trees' knobs here: chosen on the calibrate cut-off, for speed among equals. */
export const churnTreeOptions: Partial<TreeOptions> = {
  trees: 60,
  learning_rate: 0.18,
  row_share: 0.5,
  feature_share: 0.3,
  bins: 64,
  max_leaves: 10,
};

/** A model and what it takes to use it: plain data, kept as one JSON file. */
export interface ChurnModel {
  readonly model_version: string;
  readonly label_version: string;
  /** The newest cut-off whose outcome the model that is judged has seen. */
  readonly learned_until: string;
  readonly features: readonly string[];
  /** From a margin of the judged trees to a probability. */
  readonly calibration: Calibration;
  /** The probability from which on a customer counts as leaving, and how it did where it was chosen. */
  readonly threshold: number;
  readonly chosen_on: Outcomes & { readonly snapshot_date: string };
  /** What the features and labels were made of. */
  readonly data_hash: string;
  /** The trees that were judged on the test cut-off. */
  readonly judged: TreeModel;
  /** The trees that score: learned anew on all cut-offs with an outcome, once judged. The same until then. */
  readonly trees: TreeModel;
  /** From a margin of the scoring trees to a probability. */
  readonly scoring_calibration: Calibration;
  /** Those probabilities in sum over those who churned, of customers that the trees had not met; null until learned anew. */
  readonly scoring_check: Interval | null;
}

export interface TrainChurnOptions {
  /** Features to learn from; all of the catalogue when left out. */
  readonly features?: readonly string[];
  readonly trees?: Partial<TreeOptions>;
  /** Tables of a trial. */
  readonly prefix?: string;
}

/** What a model learns from: the train cut-offs, the calibrate cut-off, and what they are made of. */
export interface TrainingData {
  readonly train: Frame;
  readonly calibrate: Frame;
  readonly label_version: string;
  readonly data_hash: string;
}

export interface ChurnTraining extends TrainingData {
  readonly model: ChurnModel;
  /** The two frames as the trees saw them, in the same cuts. */
  readonly binned: { readonly train: BinnedFrame; readonly calibrate: BinnedFrame };
}

/**
 * Trains on the train cut-offs, stops on the calibrate cut-off, and there fits calibration and threshold (largest F1).
 * The test cut-off is not read. The same tables and options give the same model to the bit.
 *
 * @throws InvalidInputError when the history is too short, or nobody churned or nobody stayed
 */
export async function trainChurn(db: Engine, options: TrainChurnOptions = {}): Promise<ChurnTraining> {
  return fitChurn(await readTrainingData(db, options), options);
}

/** The first half of `trainChurn`: what it reads. */
export async function readTrainingData(db: Engine, options: TrainChurnOptions = {}): Promise<TrainingData> {
  const { features, prefix = CHURN_TABLES } = options;
  const frameOf = async (role: "train" | "calibrate") =>
    readChurnFrame(db, { snapshot_dates: await datesOf(db, role, prefix), prefix, ...(features && { features }) });
  const [train, calibrate] = [await frameOf("train"), await frameOf("calibrate")];
  const { label_version } = await churnDefinition(db, prefix);
  return { train, calibrate, label_version, data_hash: await dataHash(db, prefix) };
}

/** The second half of `trainChurn`: what it computes. */
export function fitChurn(data: TrainingData, options: Pick<TrainChurnOptions, "trees"> = {}): ChurnTraining {
  const { train, calibrate, label_version, data_hash } = data;
  needChurners(train, "train");
  needChurners(calibrate, "calibrate");
  const knobs = checkedOptions({ ...churnTreeOptions, ...options.trees });
  const binned = inBins(train, calibrate, knobs.bins);
  const judged = trainBinned(binned.train, knobs, binned.calibrate);
  const margins = predictMargins(judged, calibrate);
  const calibration = fitPlatt(margins, calibrate.labels!);
  const outcomes = thresholdForF1({ scores: calibrated(calibration, margins), labels: calibrate.labels! });
  const snapshot_date = calibrate.snapshot_dates!.at(-1)!;
  const body = {
    label_version,
    learned_until: snapshot_date,
    features: train.features.map(({ name }) => name),
    calibration,
    threshold: outcomes.threshold,
    chosen_on: { ...outcomes, snapshot_date },
    data_hash,
    judged,
  };
  const model = { model_version: versionOf(body), ...body, trees: judged };
  return { ...data, binned, model: { ...model, scoring_calibration: calibration, scoring_check: null } };
}

/** The two frames as trees see them, in cuts that the train frame gives. */
export function inBins(train: Frame, calibrate: Frame, bins: number): ChurnTraining["binned"] {
  const binned = binFrame(train, bins, "trainChurn");
  return { train: binned, calibrate: binAlike(calibrate, binned, "trainChurn") };
}

/**
 * The frame that the model is judged on: the test cut-off, which training never reads. It has the features of the
 * model, and those that the rules of one line need, whatever the model looks at.
 */
export async function readTestFrame(db: Engine, features: readonly string[], prefix = CHURN_TABLES): Promise<Frame> {
  const snapshot_dates = await datesOf(db, "test", prefix);
  const wanted = [...new Set([...features, ...RULE_FEATURES])];
  const test = await readChurnFrame(db, { snapshot_dates, features: wanted, prefix });
  needChurners(test, "test");
  return test;
}

/** Calibrated probabilities of a frame, by the trees that were judged or by those that score. */
export function churnProbabilities(model: ChurnModel, frame: Frame, by: "judged" | "trees" = "trees"): Float64Array {
  const calibration = by === "judged" ? model.calibration : model.scoring_calibration;
  return calibrated(calibration, predictMargins(model[by], frame));
}

/** Fewer who churned, or who stayed, and every number about a model would be an accident. */
const LEAST_OF_EITHER = 10;

function needChurners({ labels }: Frame, role: string): void {
  const churned = labels!.reduce((sum, label) => sum + label, 0);
  if (Math.min(churned, labels!.length - churned) < LEAST_OF_EITHER)
    throw new InvalidInputError(
      `A churn model needs ${LEAST_OF_EITHER} customers who churned and ${LEAST_OF_EITHER} who stayed for its ${role} cut-off, got ${churned} and ${labels!.length - churned}; load a larger book`,
    );
}

function versionOf(body: object): string {
  return `churn-${shortHash(JSON.stringify(body)).slice(0, 8)}`;
}

async function dataHash(db: Engine, prefix: string): Promise<string> {
  const hashes = [];
  for (const table of ["features", "labels"]) hashes.push((await tableVersion(db, `${prefix}${table}`)).content_hash);
  return shortHash(...hashes);
}
