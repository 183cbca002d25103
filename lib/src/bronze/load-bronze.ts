// The bronze door: files from the lake, held against the contract, counted to the cent.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Progress, silent } from "../core/progress";
import type { Engine } from "../engine/engine";
import type { Lake, LakeFile } from "../lake/lake";
import { type FeedName, isManifest } from "../lake/manifest";
import { type Arrival, originOf, refuseFile, wallClock } from "./accept-file";
import { feedNames } from "./contract";
import type { FileFacts } from "./file-facts";
import { type KnownFile, knownOf } from "./known-file";
import { type LoadedFile, loadedFiles, prepareBronze } from "./ledger";
import { isRefusal, type Refusal } from "./refusal";
import { openStager, type Stager } from "./stager";
import { acceptUnlessThere, WaitingFiles } from "./waiting-files";

export interface LoadOptions {
  readonly progress?: Progress;
  /** Which feeds to load; all when not given. */
  readonly feeds?: readonly FeedName[];
  /** Stops between two statements; files loaded until then stay. */
  readonly signal?: AbortSignal;
}

/** How one file fared this time. */
export interface FileOutcome {
  readonly source_file: string;
  readonly feed: FeedName;
  readonly outcome: "loaded" | "unchanged" | "refused" | "duplicate";
  readonly rows_in_file: number;
  readonly rows_loaded: number;
  readonly rows_rejected: number;
}

export interface LoadReport {
  readonly files: readonly FileOutcome[];
  /** Rows that came in this time. */
  readonly rows_loaded: number;
  /** Rows put aside this time, whole files included. */
  readonly rows_rejected: number;
  readonly seconds: number;
}

/**
 * Loads what is new in the lake into bronze. A file that is loaded already is left alone; one whose bytes changed
 * replaces its old rows; the same bytes under a second name are put aside. Records and files that break a rule go to
 * bronze.rejects and stop nothing. A file comes in as a whole or not at all.
 */
export async function loadBronze(engine: Engine, lake: Lake, options: LoadOptions = {}): Promise<LoadReport> {
  const start = performance.now();
  const { progress = silent, feeds = feedNames, signal } = options;
  await prepareBronze(engine);
  const arrivals = await arrivalsOf(lake, feeds);
  const folder = await mkdtemp(join(tmpdir(), "c360-bronze-"));
  const ledger = byName(await loadedFiles(engine));
  const stager = openStager(engine, lake);
  const door: Door = { engine, lake, folder, signal, ledger, stager, waiting: new WaitingFiles(engine) };
  const outcomes = new Map<string, FileOutcome["outcome"]>();
  try {
    let next: Promise<KnownFile> | undefined;
    for (const [i, file] of arrivals.entries()) {
      signal?.throwIfAborted();
      progress({ task: "files into bronze", done: i, total: arrivals.length });
      const known = await (next ?? knownOf(lake, file.feed, file.path, signal));
      const following = arrivals[i + 1];
      // the next file's checksum is taken while this one loads
      next = following && knownOf(lake, following.feed, following.path, signal);
      next?.catch(() => {});
      outcomes.set(file.path, await letIn(door, file, known));
    }
    await door.waiting.letIn();
    progress({ task: "files into bronze", done: arrivals.length, total: arrivals.length });
  } finally {
    await stager.close();
    await rm(folder, { recursive: true, force: true });
  }
  return report(byName(await loadedFiles(engine)), arrivals, outcomes, start);
}

interface DataFile extends LakeFile {
  readonly feed: FeedName;
}

interface Door {
  readonly engine: Engine;
  readonly lake: Lake;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
  /** What is loaded, or waits to be. */
  readonly ledger: Map<string, LoadedFile>;
  readonly stager: Stager;
  readonly waiting: WaitingFiles;
}

async function arrivalsOf(lake: Lake, feeds: readonly FeedName[]): Promise<DataFile[]> {
  const wanted = feedNames.filter((feed) => feeds.includes(feed));
  const lists = await Promise.all(
    wanted.map(async (feed) => (await lake.list(feed)).map((file) => ({ ...file, feed }))),
  );
  return lists.flat().filter((file) => !isManifest(file.path));
}

async function letIn(door: Door, { feed, path }: DataFile, known: KnownFile): Promise<FileOutcome["outcome"]> {
  const { engine, ledger, signal } = door;
  const { facts, manifest } = known;
  const before = ledger.get(path);
  if (before && !known.refusal && isSame(before, known)) return "unchanged";
  const arrival: Arrival = {
    source_file: path,
    feed,
    facts,
    manifest,
    loaded_at: wallClock(),
    is_known: before !== undefined || engine.name === "snowflake", // there the ledger's key is only a word,
    signal,
  };
  const refusal = known.refusal ?? twin(door, feed, path, facts) ?? (await tryToLoad(door, arrival, known));
  if (!refusal) {
    ledger.set(path, { ...(before as LoadedFile), source_file: path, feed, sha256: facts.sha256, status: "loaded" });
    return "loaded";
  }
  // whatever stands under its name goes, also what another notebook wrote since we looked
  await refuseFile(engine, { ...arrival, is_known: true }, refusal);
  ledger.delete(path);
  return refusal.rule_id === "file.duplicate" ? "duplicate" : "refused";
}

/** The same bytes, and the same word about them. */
function isSame(before: LoadedFile, { facts, manifest }: KnownFile): boolean {
  const sum = (value: string | number | null | undefined) => (value == null ? null : Number(value));
  return (
    before.status === "loaded" &&
    before.sha256 === facts.sha256 &&
    before.manifest_rows === (manifest?.rows ?? null) &&
    sum(before.manifest_amount_sum) === sum(manifest?.amount_sum)
  );
}

function twin({ ledger }: Door, feed: FeedName, path: string, { sha256 }: FileFacts): Refusal | undefined {
  const other = [...ledger.values()].find(
    (file) => file.feed === feed && file.sha256 === sha256 && file.status === "loaded" && file.source_file !== path,
  );
  return other && { rule_id: "file.duplicate", detail: `the same bytes are loaded as ${other.source_file}` };
}

async function tryToLoad(door: Door, arrival: Arrival, { file, facts }: KnownFile): Promise<Refusal | undefined> {
  const { engine, folder, signal, stager, waiting } = door;
  const staged = await stager.stage(arrival.feed, file, facts, originOf(arrival), { folder, signal });
  if (isRefusal(staged)) return staged;
  if (waiting.canTake({ arrival, staged })) {
    await waiting.take({ arrival, staged });
    return undefined;
  }
  // its keys have to be held against those of the files that wait, when it meets their days
  const { proven, ...unproven } = staged;
  const ready = proven && waiting.isApart(staged) ? staged : unproven;
  await waiting.letIn();
  await acceptUnlessThere(engine, { arrival, staged: ready });
  return undefined;
}

function byName(files: readonly LoadedFile[]): Map<string, LoadedFile> {
  return new Map(files.map((file) => [file.source_file, file]));
}

function report(
  ledger: ReadonlyMap<string, LoadedFile>,
  arrivals: readonly DataFile[],
  outcomes: ReadonlyMap<string, FileOutcome["outcome"]>,
  start: number,
): LoadReport {
  const files = arrivals.map(({ path, feed }): FileOutcome => {
    const { rows_in_file = 0, rows_loaded = 0, rows_rejected = 0 } = ledger.get(path) ?? {};
    return { source_file: path, feed, outcome: outcomes.get(path)!, rows_in_file, rows_loaded, rows_rejected };
  });
  const fresh = files.filter((file) => file.outcome !== "unchanged");
  return {
    files,
    rows_loaded: fresh.reduce((sum, file) => sum + file.rows_loaded, 0),
    rows_rejected: fresh.reduce((sum, file) => sum + file.rows_rejected, 0),
    seconds: (performance.now() - start) / 1000,
  };
}
