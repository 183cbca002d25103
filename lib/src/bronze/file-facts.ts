// What one pass over a file's bytes tells.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

export interface FileFacts {
  readonly bytes: number;
  /** SHA-256 in small hex digits. */
  readonly sha256: string;
  /** Lines, counting a last one that has no line feed; 0 for a Parquet file. */
  readonly lines: number;
  /** How lines end: "\n", "\r\n", or "mixed" when some do and some do not, or a NUL stands in the text. */
  readonly line_end: "\n" | "\r\n" | "mixed";
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const known = new Map<string, { readonly state: string; readonly facts: FileFacts }>();

/** A file that was written less than this before it is read may be written once more without a trace in its times. */
const SETTLED_MS = 2000;

/** Size, checksum and, for text, lines. A file that has not been touched since this process read it is not read again. */
export async function fileFacts(file: string, isText: boolean, signal?: AbortSignal): Promise<FileFacts> {
  const { ino, size, mtimeNs, ctimeNs, ctimeMs } = await stat(file, { bigint: true });
  const key = `${isText} ${file}`;
  const state = [ino, size, mtimeNs, ctimeNs].join();
  const before = known.get(key);
  if (before?.state === state) return before.facts;
  const isSettled = Date.now() - Number(ctimeMs) > SETTLED_MS;
  const facts = await readFacts(file, isText, signal);
  if (isSettled) known.set(key, { state, facts });
  return facts;
}

async function readFacts(file: string, isText: boolean, signal?: AbortSignal): Promise<FileFacts> {
  const hash = createHash("sha256");
  let [bytes, feeds, returns, last] = [0, 0, 0, LINE_FEED];
  let hasNul = false;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal })) {
    const buffer = chunk as Buffer;
    hash.update(buffer);
    bytes += buffer.length;
    if (!isText) continue;
    feeds += count(buffer, LINE_FEED);
    returns += count(buffer, CARRIAGE_RETURN);
    hasNul ||= buffer.includes(0);
    last = buffer[buffer.length - 1]!;
  }
  const line_end = hasNul ? "mixed" : returns === 0 ? "\n" : returns === feeds ? "\r\n" : "mixed";
  return { bytes, sha256: hash.digest("hex"), lines: feeds + (last === LINE_FEED ? 0 : 1), line_end };
}

function count(buffer: Buffer, byte: number): number {
  let found = 0;
  for (let at = buffer.indexOf(byte); at >= 0; at = buffer.indexOf(byte, at + 1)) found++;
  return found;
}
