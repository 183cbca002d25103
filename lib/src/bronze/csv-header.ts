// A CSV file's first line against the columns of its feed.
import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { FeedName } from "../lake/manifest";
import { columnNames } from "./contract";
import type { Refusal } from "./refusal";

/** A file's columns, in the file's own order; or why it is refused. */
export type Header = { readonly columns: readonly string[] } | Refusal;

/** Reads the first line of a CSV file. Columns may stand in any order; none may be missing, doubled or unknown. */
export async function readHeader(feed: FeedName, file: string): Promise<Header> {
  const line = await firstLine(file);
  if (line === undefined) return { rule_id: "file.empty", detail: "the file has no bytes" };
  if (!isUtf8(line) || line.includes(0)) return { rule_id: "csv.encoding", detail: "the header is not UTF-8 text" };
  return headerOf(feed, line.toString("utf8").replace(/^\ufeff/, ""));
}

/**
 * The columns that a header line names.
 *
 * @param text the line, without byte order mark and line end
 */
export function headerOf(feed: FeedName, text: string): Header {
  const known = columnNames(feed);
  const names = fieldsOf(text).map((name) => name.trim().toLowerCase());
  if (text.trim() === "") return { rule_id: "file.empty", detail: "the first line has no column names" };
  const missing = known.filter((name) => !names.includes(name));
  const otherMark = [";", "\t", "|"].find((mark) => text.split(mark).length >= known.length / 2);
  if (missing.length > 0 && otherMark) {
    return { rule_id: "file.delimiter", detail: `a comma is needed between columns, got ${JSON.stringify(otherMark)}` };
  }
  if (missing.length > 0)
    return { rule_id: "file.missing_column", detail: `${missing.join(", ")} needed in the header` };
  const extra = names.filter((name, i) => !known.includes(name) || names.indexOf(name) !== i);
  if (extra.length > 0) {
    return {
      rule_id: "file.extra_column",
      detail: `${extra.map((name) => JSON.stringify(name)).join(", ")} not known`,
    };
  }
  return { columns: names };
}

function fieldsOf(text: string): string[] {
  try {
    return (parse(text, { relax_column_count: true }) as string[][])[0] ?? [];
  } catch {
    return text.split(",");
  }
}

async function firstLine(file: string): Promise<Buffer | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(65_536), position: 0 });
    if (bytesRead === 0) return undefined;
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    const line = buffer.subarray(0, end < 0 ? bytesRead : end);
    return line[line.length - 1] === 13 ? line.subarray(0, -1) : line;
  } finally {
    await handle.close();
  }
}
