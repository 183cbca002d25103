// Where churn models live: a folder of JSON files that a diff can read. One file per model, one per run, one that
// names the champion. Files are written under another name first, so that a reader never meets half of one.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkedModel, modelToJson } from "../../churn/model-file";
import { InvalidInputError } from "../../core/errors";
import { homePlace } from "../../core/home";
import { makeFolder } from "../../core/make-folder";
import type { ChurnEvaluation } from "./evaluate";
import type { ChurnModel } from "./train";

/** One run of training: what went in, what came out, what was decided. */
export interface ChurnRun {
  /** 1 for the first. */
  readonly run: number;
  readonly command: "train" | "retrain";
  readonly model_version: string;
  /** The champion before this run; null when there was none. */
  readonly champion_before: string | null;
  readonly is_promoted: boolean;
  /** Why, one sentence per gate. */
  readonly decision: readonly string[];
  readonly data_hash: string;
  readonly options: ChurnModel["judged"]["options"];
  readonly features: readonly string[];
  readonly evaluation: ChurnEvaluation;
}

/** One use of a champion: scored again, or put back and scored with. */
export interface ChurnUse {
  /** Counted together with the runs of training. */
  readonly run: number;
  readonly command: "refresh" | "rollback";
  readonly model_version: string;
  readonly champion_before: string;
  readonly snapshot_date: string;
  readonly scored: number;
  readonly high_risk: number;
}

/** Who scores now, and who did before, the latest last. */
export interface Champion {
  readonly model_version: string;
  readonly before: readonly string[];
}

export const churnFolder = (): string => homePlace("models");

const modelFile = (model_version: string) => join(churnFolder(), `${model_version}.json`);
const championFile = () => join(churnFolder(), "champion.json");

/** Keeps a model. */
export function saveModel(model: ChurnModel): void {
  const { judged, trees, ...rest } = model;
  const text = (part: ChurnModel["trees"]) => modelToJson(part).trimEnd().replaceAll("\n", "\n  ");
  const fields = Object.entries(rest).map(([key, value]) => `  ${JSON.stringify(key)}: ${indented(value)}`);
  write(
    modelFile(model.model_version),
    `{\n${[...fields, `  "judged": ${text(judged)}`, `  "trees": ${text(trees)}`].join(",\n")}\n}\n`,
  );
}

/**
 * A kept model.
 *
 * @throws InvalidInputError when there is none of that name, or its file makes no sense
 */
export function loadModel(model_version: string): ChurnModel {
  const file = modelFile(model_version);
  if (!/^churn-[0-9a-f]+$/.test(model_version) || !existsSync(file))
    throw new InvalidInputError(
      `A churn model of ${churnFolder()} is needed, got ${model_version}; run: npx c360 churn train`,
    );
  const model = json<ChurnModel>(file);
  if (
    !Array.isArray(model.features) ||
    !model.calibration ||
    !model.scoring_calibration ||
    !Number.isFinite(model.threshold)
  )
    throw new InvalidInputError(
      `${file} needs features, both calibrations and a threshold, got ${Object.keys(model).join(", ")}`,
    );
  return { ...model, judged: checkedModel(model.judged), trees: checkedModel(model.trees) };
}

/** Who scores now; undefined before the first training. */
export function readChampion(): Champion | undefined {
  return existsSync(championFile()) ? json<Champion>(championFile()) : undefined;
}

/** The model that scores now. @throws InvalidInputError before the first training */
export function championModel(): ChurnModel {
  const champion = readChampion();
  if (!champion)
    throw new InvalidInputError("A trained churn model is needed, got none yet; run: npx c360 churn train");
  return loadModel(champion.model_version);
}

/** Makes a model the champion; the one before is remembered. */
export function promote(model_version: string): Champion {
  const now = readChampion();
  if (now?.model_version === model_version) return now;
  const champion = { model_version, before: now ? [...now.before, now.model_version] : [] };
  write(championFile(), `${JSON.stringify(champion, null, 2)}\n`);
  return champion;
}

/**
 * Puts the champion before this one back.
 *
 * @throws InvalidInputError when there is none to go back to
 */
export function rollBack(): Champion {
  const now = readChampion();
  const model_version = now?.before.at(-1);
  if (!now || !model_version)
    throw new InvalidInputError(
      `A rollback needs an earlier champion, got ${now ? "only the first one" : "no model at all"}; see ${churnFolder()}`,
    );
  loadModel(model_version);
  const champion = { model_version, before: now.before.slice(0, -1) };
  write(championFile(), `${JSON.stringify(champion, null, 2)}\n`);
  return champion;
}

/** Enters a run or a use into the ledger; answers it with its number. */
export function record<Entry extends Omit<ChurnRun, "run"> | Omit<ChurnUse, "run">>(
  entry: Entry,
): Entry & { run: number } {
  const numbered = { run: churnLedger().length + 1, ...entry };
  const name = `run-${String(numbered.run).padStart(4, "0")}.json`;
  write(join(churnFolder(), name), `${JSON.stringify(numbered, null, 2)}\n`);
  return numbered;
}

/** Everything that was done with models, oldest first. */
export function churnLedger(): (ChurnRun | ChurnUse)[] {
  if (!existsSync(churnFolder())) return [];
  return readdirSync(churnFolder())
    .filter((file) => /^run-\d+\.json$/.test(file))
    .sort()
    .map((file) => json<ChurnRun | ChurnUse>(join(churnFolder(), file)));
}

/** The trainings among them. */
export function churnRuns(): ChurnRun[] {
  return churnLedger().filter((entry): entry is ChurnRun => "evaluation" in entry);
}

function json<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch (error) {
    throw new InvalidInputError(`${file} needs to be a readable JSON file; delete it, or train again`, {
      cause: error,
    });
  }
}

function write(file: string, text: string): void {
  makeFolder(churnFolder());
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", "\n  ");
}
