// Staging as the engine needs it: DuckDB reads files where they lie, to Snowflake they are sent.
import type { Engine } from "../engine/engine";
import type { Lake } from "../lake/lake";
import type { FeedName } from "../lake/manifest";
import type { FileFacts } from "./file-facts";
import type { Refusal } from "./refusal";
import { type Replayed, replayedOnDuckDb } from "./replay-sql";
import { SnowflakeStager } from "./snowflake-stager";
import type { StageOptions } from "./stage-csv";
import { stageFile } from "./stage-file";
import type { StagedFile, StagedOrigin } from "./staged-file";

export interface Stager {
  /** Stages a file of any feed and format; a refusal tells why it cannot come in as a whole. */
  stage(
    feed: FeedName,
    file: string,
    facts: FileFacts,
    origin: StagedOrigin,
    options: StageOptions,
  ): Promise<StagedFile | Refusal>;
  /** Stages a file of mended records of several files, as replayRejects writes it. */
  again(feed: FeedName, file: string, loaded_at: string, folder: string): Promise<Replayed>;
  /** Lets go of what was made on the way. */
  close(): Promise<void>;
}

/** @param lake where the files are from */
export function openStager(engine: Engine, lake: Lake): Stager {
  if (engine.name === "snowflake") return new SnowflakeStager(engine, lake);
  return {
    stage: (...given) => stageFile(engine, ...given),
    again: async (feed, file, loaded_at) => replayedOnDuckDb(engine, feed, file, loaded_at),
    close: async () => {},
  };
}
