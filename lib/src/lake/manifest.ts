// A manifest says what its sender put into a data file, so that the receiver can prove nothing was lost on the way.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { InvalidInputError } from "../core/errors";
import type { Progress } from "../core/progress";
import type { Lake } from "./lake";

/** The feeds that the file contract knows. */
export type FeedName = "customers" | "account_changes" | "transactions";

/** What a sender says about a data file. */
export interface Manifest {
  readonly feed: FeedName;
  /** The data file's own name, without folders. */
  readonly file: string;
  /** Data records; a header is none. */
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of the bytes, in small hex digits. */
  readonly sha256: string;
  /** Sum of `amount` for transactions, of `credit_limit` for customers, as decimal text. Absent when not counted. */
  readonly amount_sum?: string;
  /** The last day the file can know, YYYY-MM-DD; a date after it is a slip. Absent when the sender does not say. */
  readonly extract_date?: string;
  /** A fingerprint of what a generator made the file from; other senders leave it out. */
  readonly made_from?: string;
}

/**
 * The manifest of a finished local file: its size and checksum are measured, its rows and sum are the sender's word.
 *
 * @param extra rows the sender wrote and their sum; `file` when the file is to have another name in the lake
 */
export async function makeManifest(
  feed: FeedName,
  file: string,
  extra: Pick<Manifest, "rows" | "amount_sum" | "extract_date" | "made_from"> & { readonly file?: string },
): Promise<Manifest> {
  const [{ size }, sha256] = await Promise.all([stat(file), sha256Of(file)]);
  return { feed, bytes: size, sha256, ...extra, file: extra.file ?? basename(file) };
}

/**
 * Where a data file's manifest lies.
 *
 * @example
 * manifestPath("customers/customers.csv"); // => "customers/customers.csv.manifest.json"
 */
export function manifestPath(path: string): string {
  return `${path}.manifest.json`;
}

/** Whether a lake path is a manifest rather than data. */
export function isManifest(path: string): boolean {
  return path.endsWith(".manifest.json");
}

/**
 * Puts a data file and its manifest into the lake. The manifest goes first: a run that dies in between leaves a
 * file that is refused until it is put again, never one that is loaded unproven.
 */
export async function putWithManifest(
  lake: Lake,
  path: string,
  localFile: string,
  manifest: Manifest,
  progress?: Progress,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "c360-manifest-"));
  try {
    const file = join(folder, basename(manifestPath(path)));
    await writeFile(file, manifestText(manifest));
    await lake.put(manifestPath(path), file);
    await lake.put(path, localFile, progress);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A manifest read from its text.
 *
 * @throws InvalidInputError when it is not JSON or a field is missing or of another kind
 */
export function parseManifest(text: string, path: string): Manifest {
  const told = json(text, path);
  const wrong = (field: string, kind: string) =>
    new InvalidInputError(`The manifest ${path} needs ${field} as ${kind}, got ${JSON.stringify(told[field])}`);
  if (!["customers", "account_changes", "transactions"].includes(told.feed as string))
    throw wrong("feed", "a feed's name");
  if (typeof told.file !== "string") throw wrong("file", "the data file's name");
  for (const field of ["rows", "bytes"]) {
    if (!Number.isSafeInteger(told[field]) || (told[field] as number) < 0) throw wrong(field, "a whole number");
  }
  if (!/^[0-9a-f]{64}$/.test(String(told.sha256))) throw wrong("sha256", "64 small hex digits");
  if (told.amount_sum !== undefined && !/^-?\d+(\.\d{1,2})?$/.test(String(told.amount_sum))) {
    throw wrong("amount_sum", 'decimal text such as "1234.50"');
  }
  if (told.extract_date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(told.extract_date))) {
    throw wrong("extract_date", "YYYY-MM-DD");
  }
  return told as unknown as Manifest;
}

/**
 * The manifest of a data file in the lake; undefined when its sender gave none.
 *
 * @throws InvalidInputError when there is one and it cannot be understood
 */
export async function readManifest(lake: Lake, path: string): Promise<Manifest | undefined> {
  const wanted = manifestPath(path);
  const folder = wanted.includes("/") ? wanted.slice(0, wanted.lastIndexOf("/")) : "";
  if (!(await lake.list(folder)).some((file) => file.path === wanted)) return undefined;
  return parseManifest(await readFile(await lake.fetch(wanted), "utf8"), wanted);
}

/** The manifest as text: the same manifest gives the same bytes. */
export function manifestText(manifest: Manifest): string {
  const { feed, file, rows, bytes, sha256, amount_sum, extract_date, made_from } = manifest;
  return `${JSON.stringify({ feed, file, rows, bytes, sha256, amount_sum, extract_date, made_from }, null, 2)}\n`;
}

/** SHA-256 of a local file's bytes, in small hex digits. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

function json(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new InvalidInputError(`The manifest ${path} needs to be one JSON object; write it again or take it away`);
}
