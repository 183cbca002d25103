// Files on their way into Snowflake: read and understood by an embedded database, sent to a stage, copied as text.
import { randomUUID } from "node:crypto";
import { basename, join } from "node:path";
import { InvalidInputError, UnavailableError } from "../core/errors";
import { openDuckDb } from "../engine/duckdb";
import type { Engine } from "../engine/engine";
import type { Lake } from "../lake/lake";
import type { FeedName } from "../lake/manifest";
import { literal } from "../sql/statement";
import { columnNames } from "./contract";
import type { FileFacts } from "./file-facts";
import { prepareBronze } from "./ledger";
import { isRefusal, type Refusal } from "./refusal";
import { mendedRecords, type Replayed } from "./replay-sql";
import { stagingSql, unstagingSql } from "./rules";
import { arriveSql, copyBroken, copyRecords, copyTyped, type StagedAt } from "./snowflake-copy";
import type { StageOptions } from "./stage-csv";
import { stageFile } from "./stage-file";
import type { StagedFile, StagedOrigin } from "./staged-file";
import type { Stager } from "./stager";

/**
 * Stages files on Snowflake. Header, encoding, broken lines, damage and a believable last day are found out as on
 * DuckDB, by the same code on an embedded database. Parquet in the contract's types is sent as it is, or read from the
 * external stage over the lake's bucket; everything else is sent as Parquet of text. Only then rules are tried.
 */
export class SnowflakeStager implements Stager {
  private reader: Promise<Engine> | undefined;
  private readonly place = `bronze.incoming/${randomUUID()}`;
  private sent = 0;

  constructor(
    private readonly engine: Engine,
    private readonly lake: Lake,
  ) {}

  async stage(
    feed: FeedName,
    file: string,
    facts: FileFacts,
    origin: StagedOrigin,
    options: StageOptions,
  ): Promise<StagedFile | Refusal> {
    const reader = await this.open();
    const found = await stageFile(reader, feed, file, facts, origin, { ...options, replaces_all: true });
    if (isRefusal(found)) return found;
    const copies = found.in_place
      ? [await this.copyInPlace(reader, found.in_place.file, found.origin)]
      : await this.copyAsText(reader, found, options.folder);
    return {
      feed,
      rows_in_file: found.rows_in_file,
      origin: found.origin,
      setup: [arriveSql(found.origin), ...copies].join("\n"),
      ...(found.broken && { broken: { source: "bronze.arrived_broken", rows: found.broken.rows } }),
    };
  }

  async again(feed: FeedName, file: string, loaded_at: string, folder: string): Promise<Replayed> {
    const query = `select * replace (source_line::bigint as source_line, latest_date::date as latest_date)
      from ${mendedRecords(feed, file)}`;
    const sent = await this.sendQuery(await this.open(), query, join(folder, "records.parquet"));
    const arrive = arriveSql({ source_file: null, loaded_at, latest_date: null });
    return { setup: `${arrive}\n${copyRecords(feed, sent)}`, table: `bronze.arrived_${feed}`, tidy: "" };
  }

  async close(): Promise<void> {
    await (await this.reader)?.close();
    if (this.sent === 0) return;
    // the load itself is done or has its own error; a file that is left behind costs a little room
    await this.engine.run({ name: "tidy the stage", sql: `remove @${this.place}/` }).catch(() => {});
  }

  private open(): Promise<Engine> {
    this.reader ??= openReader();
    return this.reader;
  }

  private async copyInPlace(reader: Engine, file: string, { source_file }: StagedOrigin): Promise<string> {
    const columns = await reader.rows<{ column_name: string }>({
      name: `columns of ${source_file}`,
      sql: `describe select * from read_parquet(${literal(file)})`,
    });
    const names = columns.map((column) => column.column_name);
    const stage = externalStage(this.lake);
    return copyTyped(names, stage ? { stage, name: source_file } : await this.send(file));
  }

  private async copyAsText(reader: Engine, found: StagedFile, folder: string): Promise<string[]> {
    const { feed, broken } = found;
    const view = found.is_text_of_transactions ? "bronze.text_transactions" : `bronze.staged_${feed}`;
    await reader.run({ name: `lay out ${found.origin.source_file}`, sql: stagingSql(reader, found) });
    const query = `select ${columnNames(feed).join(", ")}, _source_line as source_line from ${view}`;
    const copies = [copyRecords(feed, await this.sendQuery(reader, query, join(folder, "records.parquet")))];
    await reader.run({ name: "tidy", sql: unstagingSql(feed) });
    if (broken) {
      const lines = `select rule_id, detail, source_line::bigint as source_line, raw from ${broken.source}`;
      copies.push(copyBroken(await this.sendQuery(reader, lines, join(folder, "broken.parquet"))));
    }
    return copies;
  }

  private async sendQuery(reader: Engine, query: string, file: string): Promise<StagedAt> {
    const sql = `copy (${query}) to ${literal(file)} (format parquet)`;
    await reader.run({ name: `write ${basename(file)}`, sql });
    return this.send(file);
  }

  private async send(file: string): Promise<StagedAt> {
    const stage = `${this.place}/${this.sent++}`;
    const source = literal(`file://${file.replaceAll("\\", "/")}`);
    const [answer] = await this.engine.rows<{ status: string; message: string | null }>({
      name: `send ${basename(file)}`,
      sql: `put ${source} @${stage}/ auto_compress = false overwrite = true`,
    });
    if (answer?.status !== "UPLOADED") {
      const why = answer?.message || answer?.status;
      throw new UnavailableError(`${basename(file)} did not reach the stage @${stage}: ${why}; run it again`);
    }
    return { stage, name: basename(file) };
  }
}

async function openReader(): Promise<Engine> {
  const reader = openDuckDb({ file: ":memory:" });
  await prepareBronze(reader);
  return reader;
}

/** The external stage over the lake's bucket, when there is one; the lake's paths begin at it. */
function externalStage(lake: Lake): string | undefined {
  const stage = process.env.C360_STAGE;
  if (!stage || !lake.location.startsWith("s3://")) return undefined;
  if (/^\w+(\.\w+){0,2}$/.test(stage)) return stage;
  throw new InvalidInputError(
    `C360_STAGE needs the name of a stage, such as bronze.lake, got ${JSON.stringify(stage)}`,
  );
}
