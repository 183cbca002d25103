// A file of any feed and format to staged records.
import { SqlError } from "../core/errors";
import type { Engine } from "../engine/engine";
import type { FeedName } from "../lake/manifest";
import { contract, formatOf } from "./contract";
import type { FileFacts } from "./file-facts";
import { proveTransactions } from "./prove-transactions";
import { isRefusal, type Refusal } from "./refusal";
import { type StageOptions, stageCsv } from "./stage-csv";
import { stageParquet } from "./stage-parquet";
import type { StagedFile, StagedOrigin } from "./staged-file";

/** Stages a file; a refusal tells why it cannot come in as a whole. */
export async function stageFile(
  engine: Engine,
  feed: FeedName,
  file: string,
  facts: FileFacts,
  origin: StagedOrigin,
  options: StageOptions,
): Promise<StagedFile | Refusal> {
  const format = formatOf(feed, origin.source_file);
  if (!format) {
    return { rule_id: "file.kind", detail: `${contract.feeds[feed].formats.join(" or ")} needed for ${feed}` };
  }
  if (facts.bytes === 0) return { rule_id: "file.empty", detail: "the file has no bytes" };
  const stage =
    format === "parquet"
      ? await stageParquet(engine, file, options)
      : await stageCsv(engine, feed, file, facts, options);
  if (isRefusal(stage)) return stage;
  if (feed !== "transactions") return stage.withOrigin(origin);
  const at = (latest_date: string | null) => stage.withOrigin({ ...origin, latest_date });
  try {
    return await proveTransactions(engine, at, origin, options);
  } catch (error) {
    if (format === "parquet" && isUnreadable(error)) {
      return { rule_id: "file.unreadable", detail: "a part of this Parquet file cannot be read" };
    }
    throw error;
  }
}

/** A file whose footer is whole may still be damaged inside; want of memory or disk is no fault of the file. */
function isUnreadable(error: unknown): boolean {
  return error instanceof SqlError && !/out of memory|no space|interrupt|could not allocate/i.test(error.message);
}
