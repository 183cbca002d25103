// Somebody else's books through the same door: a folder of files takes the place of what is in bronze.
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { InvalidInputError } from "../core/errors";
import { silent } from "../core/progress";
import type { Engine } from "../engine/engine";
import { type Lake, openLake } from "../lake/lake";
import { type FeedName, isManifest, putWithManifest } from "../lake/manifest";
import { type Arrival, acceptSql, originOf, wallClock } from "./accept-file";
import { contract, feedNames, formatOf } from "./contract";
import { type KnownFile, knownOf } from "./known-file";
import { loadedFiles, prepareBronze } from "./ledger";
import type { LoadOptions, LoadReport } from "./load-bronze";
import { isRefusal } from "./refusal";
import { openStager, type Stager } from "./stager";
import { isApart, type ReadyFile } from "./waiting-files";

export interface LoadFolderOptions extends Omit<LoadOptions, "feeds"> {
  /** Hears when the books begin to change, and when they were left as they were after all. */
  readonly on_change?: (state: "changing" | "unchanged") => void;
}

/**
 * Loads a folder that keeps the contract: `customers*.csv` and `transactions*.csv` or `.parquet`, with or without
 * `account_changes*.csv`, at its top or in folders of these names. Every file is looked at before anything changes.
 * Then the old books leave bronze and the new ones come in, in one transaction; the lake follows.
 *
 * @throws InvalidInputError when a feed is missing, a file breaks the contract as a whole, or no row keeps the rules
 */
export async function loadFolder(
  engine: Engine,
  lake: Lake,
  folder: string,
  { progress = silent, signal, on_change = () => {} }: LoadFolderOptions = {},
): Promise<LoadReport> {
  const start = performance.now();
  const source = await foreignLake(folder, lake);
  const files = await foreignFiles(source);
  await prepareBronze(engine);
  const work = await mkdtemp(join(tmpdir(), "c360-folder-"));
  const stager = openStager(engine, source);
  try {
    const ready: ReadyFile[] = [];
    for (const [i, file] of files.entries()) {
      signal?.throwIfAborted();
      progress({ task: "files looked at", done: i, total: files.length });
      file.known = await knownOf(source, file.feed, file.path, signal);
      needOther(file, files.slice(0, i));
      ready.push(await readyFile(stager, file, join(work, String(i)), signal));
    }
    progress({ task: "files looked at", done: files.length, total: files.length });
    on_change("changing");
    await replaceBooks(engine, ready, folder, signal).catch((error) => {
      on_change("unchanged");
      throw error;
    });
  } finally {
    await stager.close();
    await rm(work, { recursive: true, force: true });
  }
  await replaceLake(lake, source, files);
  progress({ task: "books replaced", done: 1, total: 1 });
  const ledger = (await loadedFiles(engine)).map((file) => ({ ...file, outcome: "loaded" as const }));
  return {
    files: ledger,
    rows_loaded: ledger.reduce((sum, file) => sum + file.rows_loaded, 0),
    rows_rejected: ledger.reduce((sum, file) => sum + file.rows_rejected, 0),
    seconds: (performance.now() - start) / 1000,
  };
}

interface ForeignFile {
  readonly feed: FeedName;
  /** In the folder. */
  readonly path: string;
  /** In the lake. */
  readonly target: string;
  known?: KnownFile;
}

async function foreignLake(folder: string, lake: Lake): Promise<Lake> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new InvalidInputError(`c360 load needs a folder of files, got ${folder}`);
  if (resolve(folder) === lake.location) {
    throw new InvalidInputError(`c360 load needs a folder other than the lake itself, got ${folder}`);
  }
  return openLake(resolve(folder));
}

/** The folder's files by feed, in the order in which they are loaded. */
async function foreignFiles(source: Lake): Promise<ForeignFile[]> {
  const files = (await source.list("")).filter(({ path }) => !isManifest(path) && !path.endsWith(".truth.csv"));
  const found = feedNames.flatMap((feed) =>
    files
      .filter(({ path }) => feedOf(path) === feed && formatOf(feed, path))
      .map(({ path }): ForeignFile => ({ feed, path, target: `${feed}/${path.slice(path.lastIndexOf("/") + 1)}` })),
  );
  const missing = feedNames.find((feed) => contract.feeds[feed].is_required && !found.some((f) => f.feed === feed));
  if (missing) {
    const endings = contract.feeds[missing].formats.map((format) => `${missing}*.${format}`).join(" or ");
    throw new InvalidInputError(
      `c360 load needs ${endings} in the folder, got none; sql/10_bronze/README.md says more`,
    );
  }
  const twice = found.find((file, i) => found.findIndex(({ target }) => target === file.target) !== i);
  if (twice) throw new InvalidInputError(`c360 load needs files of different names, got ${twice.target} twice`);
  return found;
}

/** By its folder, else by how its name begins; a change feed may carry the customers file's name in front. */
function feedOf(path: string): FeedName | undefined {
  const [first = "", ...others] = path.toLowerCase().split("/");
  if (others.length > 0) return feedNames.find((feed) => feed === first);
  if (first.includes("account_changes")) return "account_changes";
  return feedNames.find((feed) => first.startsWith(feed));
}

/** The same bytes twice would put the second file's rows aside one by one, and look like a delivery gone wrong. */
function needOther({ feed, path, known }: ForeignFile, before: readonly ForeignFile[]): void {
  const twin = before.find((file) => file.feed === feed && file.known?.facts.sha256 === known?.facts.sha256);
  if (twin) {
    throw new InvalidInputError(
      `c360 load needs each file once, got the same bytes as ${twin.path} and ${path}; take one of them away, nothing was changed`,
    );
  }
}

async function readyFile(
  stager: Stager,
  { feed, path, target, known }: ForeignFile,
  folder: string,
  signal?: AbortSignal,
): Promise<ReadyFile> {
  const { file, facts, manifest, refusal } = known!;
  const arrival: Arrival = { source_file: target, feed, facts, manifest, loaded_at: wallClock(), is_known: false };
  await mkdir(folder);
  const options = { folder, signal, replaces_all: true };
  const staged = refusal ?? (await stager.stage(feed, file, facts, originOf(arrival), options));
  if (isRefusal(staged)) {
    throw new InvalidInputError(
      `c360 load needs ${path} to keep the contract, got ${staged.rule_id}: ${staged.detail}; nothing was changed`,
    );
  }
  return { arrival, staged };
}

/** A file was proven by itself; when its span meets an earlier file's, its keys have to be judged after all. */
function scriptsOf(engine: Engine, ready: readonly ReadyFile[]): string[] {
  return ready.map(({ arrival, staged: { proven, ...unproven } }, i) => {
    const isAlone = ready
      .slice(0, i)
      .every(({ staged }) => staged.feed !== unproven.feed || isApart(staged.proven, proven));
    return acceptSql(engine, arrival, proven && isAlone ? { ...unproven, proven } : unproven);
  });
}

/** In front of a feed none of whose rows came in, and of the rule that most of them broke. */
const NOBODY = "no row came in";

/** Text that is no number ends the transaction on every engine, and is found again in the error. */
const unlessEmpty = (feed: FeedName) => `select cast(coalesce(
    (select min('0') from bronze.${feed}),
    '${NOBODY}: ${feed} ' || coalesce((select rule_id from bronze.rejects where feed = '${feed}'
      group by rule_id order by count(*) desc, rule_id limit 1), 'none') || ';'
  ) as integer);`;

async function replaceBooks(engine: Engine, ready: readonly ReadyFile[], folder: string, signal?: AbortSignal) {
  const required = feedNames.filter((feed) => contract.feeds[feed].is_required);
  const sql = [
    ...feedNames.map((feed) => `delete from bronze.${feed};`),
    "delete from bronze.rejects;",
    "delete from observability.loaded_files;",
    ...scriptsOf(engine, ready),
    ...required.map(unlessEmpty),
  ].join("\n");
  try {
    await engine.run({ name: `load ${folder}`, sql, ...(signal && { signal }) });
  } catch (error) {
    throw emptyFeed(error) ?? error;
  }
}

/** What the refusal of a transaction by `unlessEmpty` means; undefined for any other error. */
function emptyFeed(error: unknown): InvalidInputError | undefined {
  const words = String(((error as Error).cause as Error | undefined)?.message);
  const [, feed, rule_id] = new RegExp(`${NOBODY}: (\\w+) ([\\w.]+);`).exec(words) ?? [];
  if (!feed) return undefined;
  const rule = contract.rules.find(({ id }) => id === rule_id);
  const why = rule ? `most break ${rule.id}, "${rule.text}"` : "there are none";
  return new InvalidInputError(
    `c360 load needs rows that keep the rules, but no row of ${feed} does: ${why}; nothing was changed`,
    { cause: error },
  );
}

/** Takes the files of all feeds out of the lake. */
export async function emptyLake(lake: Lake): Promise<void> {
  for (const feed of feedNames) {
    for (const { path } of await lake.list(feed)) await lake.remove(path);
  }
}

async function replaceLake(lake: Lake, source: Lake, files: readonly ForeignFile[]): Promise<void> {
  await emptyLake(lake);
  for (const { path, target, known } of files) {
    if (known?.manifest) await putWithManifest(lake, target, known.file, known.manifest);
    else await lake.put(target, await source.fetch(path));
  }
}
