// Runs the models of sql/: in reading order, each published in one step, each entered in the ledger.
import { type Progress, silent } from "../core/progress";
import type { Engine } from "../engine/engine";
import { type SqlFile, sqlFiles, withoutCommentsAndText } from "../sql/model";
import { inReadingOrder } from "./model-order";
import { shortHash, tableVersion } from "./table-version";

/** One line of the ledger. */
export interface ModelRun {
  readonly model: string;
  readonly table_name: string;
  readonly row_count: number;
  readonly seconds: number;
  readonly content_hash: string;
  /** False when nothing it reads, nor its own text, had changed since the last run, and the table was left as it is. */
  readonly is_new: boolean;
}

export interface RunOptions {
  /** Run all, also those whose inputs have not changed. */
  readonly is_forced?: boolean;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

export interface RunModelsOptions extends RunOptions {
  /** Folders under sql/ whose models run. */
  readonly layers: readonly string[];
}

/**
 * Runs every model of the layers in the order that follows from what each reads. Readers see a model's old table until
 * the new one is complete; a run that dies leaves the last good tables, and the next run goes on from there: a model
 * whose text and inputs are those of its last run is not made again. A table that is only made if it does not exist is
 * filled by others: it keeps its rows, and what reads it is made again when they have changed.
 *
 * @returns the ledger's newest line of each model, in the order of running
 */
export function runModels(engine: Engine, { layers, ...options }: RunModelsOptions): Promise<ModelRun[]> {
  const files = layers.flatMap((layer) => sqlFiles(layer, engine.name));
  return runFiles(
    engine,
    files.filter((file) => file.creates.length > 0),
    options,
  );
}

/** As `runModels`, for models that were read already. */
export async function runFiles(
  engine: Engine,
  models: readonly SqlFile[],
  options: RunOptions = {},
): Promise<ModelRun[]> {
  const { is_forced = false, progress = silent, signal } = options;
  await ensureLedger(engine);
  const versions = await sourceVersions(engine);
  const there = await tablesThere(engine);
  const ordered = inReadingOrder(models, [...versions.keys()]);
  const last = is_forced ? new Map<string, LedgerRow>() : await lastRuns(engine);
  const runs: ModelRun[] = [];
  for (const [index, model] of ordered.entries()) {
    progress({ task: "models", done: index, total: ordered.length });
    signal?.throwIfAborted();
    const made_from = shortHash(model.sql, ...model.reads.map((table) => `${table}=${versions.get(table)}`));
    const table = model.creates[0]!;
    const before = there.has(table) ? last.get(table) : undefined;
    const run = await publish(engine, model, made_from, before, signal);
    versions.set(run.table_name, run.content_hash);
    runs.push(run);
  }
  progress({ task: "models", done: ordered.length, total: ordered.length });
  return runs;
}

/** The newest ledger line of every model. */
export async function modelRuns(engine: Engine): Promise<ModelRun[]> {
  await ensureLedger(engine);
  return [...(await lastRuns(engine)).values()].map((row) => ({ ...row, is_new: false }));
}

interface LedgerRow extends Omit<ModelRun, "is_new"> {
  readonly made_from: string;
}

async function publish(
  engine: Engine,
  model: SqlFile,
  made_from: string,
  last: LedgerRow | undefined,
  signal?: AbortSignal,
): Promise<ModelRun> {
  const table_name = model.creates[0]!;
  const isKept = isFilledByOthers(model);
  if (!isKept && last?.made_from === made_from) return { ...last, is_new: false };
  const start = performance.now();
  await engine.run({ name: `${model.name}.sql`, sql: model.sql, ...(signal && { signal }) });
  const version = isView(model)
    ? await viewVersion(engine, table_name, made_from)
    : await tableVersion(engine, table_name);
  if (isKept && last?.made_from === made_from && last.content_hash === version.content_hash)
    return { ...last, is_new: false };
  const seconds = Math.round(performance.now() - start) / 1000;
  const run = { model: model.name, table_name, seconds, ...version };
  await engine.load("observability.model_runs", [{ run_at: new Date(), ...run, made_from }]);
  return { ...run, is_new: true };
}

function isFilledByOthers(model: SqlFile): boolean {
  return /create\s+table\s+if\s+not\s+exists/i.test(withoutCommentsAndText(model.sql));
}

/** Whether a model makes a view, which holds no rows of its own. */
export function isView(model: SqlFile): boolean {
  return /create\s+(or\s+replace\s+)?view/i.test(model.sql);
}

/** A view holds no rows of its own: its version is that of its text and of what it reads. */
async function viewVersion(engine: Engine, view: string, made_from: string) {
  const sql = `select count(*) as row_count from ${view}`;
  const [row] = await engine.rows<{ row_count: number }>({ name: `rows of ${view}`, sql });
  return { row_count: row!.row_count, content_hash: made_from };
}

async function ensureLedger(engine: Engine): Promise<void> {
  const ledger = sqlFiles("00_platform", engine.name).find((file) => file.name === "00_platform/ledger")!;
  await engine.run({ name: ledger.name, sql: ledger.sql });
}

async function lastRuns(engine: Engine): Promise<Map<string, LedgerRow>> {
  const rows = await engine.rows<LedgerRow>({
    name: "model ledger",
    sql: `select model, table_name, row_count, seconds, content_hash, made_from from observability.model_runs
          qualify row_number() over (partition by table_name order by run_at desc) = 1 order by run_at, model`,
  });
  return new Map(rows.map((row) => [row.table_name, row]));
}

/** The tables that loading fills, with a version from the ledger of files, so that no scan is needed. */
async function sourceVersions(engine: Engine): Promise<Map<string, string>> {
  const files = await engine.rows<{ feed: string; source_file: string; sha256: string; rows_loaded: number }>({
    name: "loaded files",
    sql: "select feed, source_file, sha256, rows_loaded from observability.loaded_files order by feed, source_file",
  });
  const versionOf = (chosen: typeof files) => shortHash(...chosen.map((file) => Object.values(file).join(" ")));
  const versions = new Map<string, string>();
  for (const feed of ["customers", "account_changes", "transactions"]) {
    versions.set(`bronze.${feed}`, versionOf(files.filter((file) => file.feed === feed)));
  }
  return versions.set("bronze.rejects", versionOf(files)).set("observability.loaded_files", versionOf(files));
}

/** The tables and views there are, by one question: asked one by one it would cost more than most models. */
async function tablesThere(engine: Engine): Promise<Set<string>> {
  const tables = await engine.rows<{ name: string }>({
    name: "tables there",
    sql: "select lower(table_schema) || '.' || lower(table_name) as name from information_schema.tables",
  });
  return new Set(tables.map(({ name }) => name));
}
