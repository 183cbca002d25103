// Results in several chunks, as the Snowflake test server hands them out. The first rows come with the answer; the others
// lie at addresses of their own, packed, for whoever brings the headers that the answer names: a session is not asked for.
import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { gzipSync } from "node:zlib";
import type { RowSet } from "./snowflake-server-rows";

const KEY_HEADER = "x-amz-server-side-encryption-customer-key";

export class ChunkShelf {
  /** How many rows an answer holds at most; the others follow in chunks of as many. */
  rowsAtOnce = Number.POSITIVE_INFINITY;
  private readonly key = randomBytes(32).toString("base64");
  private readonly chunks = new Map<string, Buffer>();

  /** A result as it is answered: whole, or its first rows and where the others lie. */
  answer({ rowtype, rowset }: RowSet, serverUrl: string): object {
    if (rowset.length <= this.rowsAtOnce) return { rowtype, rowset };
    const chunks: object[] = [];
    for (let start = this.rowsAtOnce; start < rowset.length; start += this.rowsAtOnce) {
      const rows = rowset.slice(start, start + this.rowsAtOnce);
      const text = rows.map((row) => JSON.stringify(row)).join(","); // a list without its brackets
      const packed = gzipSync(text);
      const path = `/chunks/${randomUUID()}`;
      this.chunks.set(path, packed);
      const sizes = { rowCount: rows.length, uncompressedSize: text.length, compressedSize: packed.length };
      chunks.push({ url: `${serverUrl}${path}`, ...sizes });
    }
    return { rowtype, rowset: rowset.slice(0, this.rowsAtOnce), chunks, chunkHeaders: { [KEY_HEADER]: this.key } };
  }

  /** A packed chunk, or nothing for an address or a key that is not ours. */
  fetch(path: string, headers: IncomingHttpHeaders): Buffer | undefined {
    return headers[KEY_HEADER] === this.key ? this.chunks.get(path) : undefined;
  }
}
