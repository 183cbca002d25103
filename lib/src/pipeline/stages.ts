// The stages of the workbook's data, each built on the one before: lake, bronze, gold, marts. Each can be asked for again and
// does only what is missing.
import { type LoadReport, loadBronze } from "../bronze/load-bronze";
import { type Progress, silent } from "../core/progress";
import { AS_OF_DATE, FIRST_DATE } from "../generate/period";
import { type LandedFile, landTransactions as landSlices } from "./generate-transactions";
import { prepareGenerator } from "./generator-setup";
import { booksVersion, landCustomers, truthFile } from "./land-customers";
import { MART_LAYERS, WAREHOUSE_LAYERS } from "./lineage";
import type { Platform } from "./platform";
import { type ModelRun, runModels } from "./run-models";
import { LAST_DAY } from "./transaction-slices";

export type Stage = "lake" | "bronze" | "gold" | "marts";

/** Brings the platform to a stage, building what is missing before it. */
export async function buildTo(platform: Platform, stage: Stage, progress: Progress = silent): Promise<void> {
  if (platform.settings.books === "generated") {
    await landCustomers(platform, progress);
    await landTransactions(platform, progress, AS_OF_DATE);
  }
  if (stage === "lake") return;
  await loadLake(platform, progress);
  if (stage === "bronze") return;
  if (stage === "gold") await buildWarehouse(platform, progress);
  else await buildMarts(platform, progress);
}

/**
 * Generates the transactions up to a day and puts them into the lake, one file a month.
 *
 * @param to_date the day after the last; without it the last day of the period stays out, to be landed on its own
 */
export async function landTransactions(
  platform: Platform,
  progress: Progress = silent,
  to_date = LAST_DAY,
): Promise<LandedFile[]> {
  return land(platform, FIRST_DATE, to_date, progress);
}

/** The period's last day as a file of its own: what arrives the morning after. */
export async function landLastDay(platform: Platform, progress: Progress = silent): Promise<LandedFile> {
  const [file] = await land(platform, LAST_DAY, AS_OF_DATE, progress);
  return file!;
}

/** Everything new in the lake, into bronze. */
export function loadLake({ db, lake }: Platform, progress: Progress = silent): Promise<LoadReport> {
  return loadBronze(db, lake, { progress });
}

/** Silver and gold from bronze. */
export function buildWarehouse({ db }: Platform, progress: Progress = silent): Promise<ModelRun[]> {
  return runModels(db, { layers: WAREHOUSE_LAYERS, progress });
}

/** Segments, metrics and customer profiles, over silver and the star schema, which are brought up to date first. */
export function buildMarts({ db }: Platform, progress: Progress = silent): Promise<ModelRun[]> {
  return runModels(db, { layers: [...WAREHOUSE_LAYERS, ...MART_LAYERS], progress });
}

async function land(
  { embedded, lake, settings }: Platform,
  from_date: string,
  to_date: string,
  progress: Progress,
): Promise<LandedFile[]> {
  const { customers, seed } = settings;
  const truth_version = booksVersion(settings);
  const { made_from } = await prepareGenerator(embedded, { truth_file: truthFile(), truth_version, customers, seed });
  return landSlices(embedded, lake, { from_date, to_date, made_from, progress });
}
