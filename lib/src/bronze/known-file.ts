// A file in the lake before it is opened: its bytes against its sender's word.
import { InvalidInputError } from "../core/errors";
import type { Lake } from "../lake/lake";
import { type FeedName, type Manifest, readManifest } from "../lake/manifest";
import { formatOf } from "./contract";
import { type FileFacts, fileFacts } from "./file-facts";
import type { Refusal } from "./refusal";

export interface KnownFile {
  /** A local file with the bytes. */
  readonly file: string;
  readonly facts: FileFacts;
  readonly manifest: Manifest | undefined;
  /** Set when the two contradict each other, or the manifest cannot be read. */
  readonly refusal?: Refusal;
}

/** Fetches a file, measures it and reads its manifest. */
export async function knownOf(lake: Lake, feed: FeedName, path: string, signal?: AbortSignal): Promise<KnownFile> {
  const file = await lake.fetch(path);
  const facts = await fileFacts(file, formatOf(feed, path) !== "parquet", signal);
  try {
    const manifest = await readManifest(lake, path);
    const refusal = manifest && contradiction(manifest, feed, path, facts);
    return { file, facts, manifest, ...(refusal && { refusal }) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { file, facts, manifest: undefined, refusal: { rule_id: "file.manifest", detail: error.message } };
  }
}

function contradiction(manifest: Manifest, feed: FeedName, path: string, facts: FileFacts): Refusal | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (manifest.feed !== feed || manifest.file !== name) {
    return { rule_id: "file.manifest", detail: `the manifest is one of ${manifest.feed}, file ${manifest.file}` };
  }
  if (facts.bytes < manifest.bytes) {
    return { rule_id: "file.truncated", detail: `${manifest.bytes} bytes needed, got ${facts.bytes}` };
  }
  if (facts.sha256 !== manifest.sha256) {
    const [needed, got] = [manifest.sha256.slice(0, 12), facts.sha256.slice(0, 12)];
    return { rule_id: "file.checksum", detail: `SHA-256 ${needed}.. needed, got ${got}..` };
  }
  return undefined;
}
