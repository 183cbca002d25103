// The one transaction that moves mended records from the rejects into their table.
import type { Engine } from "../engine/engine";
import type { FeedName } from "../lake/manifest";
import { literal } from "../sql/statement";
import { insertSql, ruleTexts } from "./accept-file";
import { columnNames } from "./contract";
import { judgementSql, keptRecords, tidySql } from "./judging";
import { ruleSql } from "./rules";
import { readPlainCsv } from "./stage-csv";
import { recordColumn } from "./staged-file";

/** Mended records on their way to the rules. */
export interface Replayed {
  /** Statements that lay them out as `bronze.staged_<feed>`. */
  readonly setup: string;
  /** Where they stand with their source_file, source_line and old_amount. */
  readonly table: string;
  /** Statements that take away what tidying up a judgement leaves. */
  readonly tidy: string;
}

/** A file of mended records is a CSV without a header: the feed's columns, then these. */
const BESIDE = ["source_file", "source_line", "latest_date", "old_amount"];

/** What to select the mended records from, on DuckDB. */
export function mendedRecords(feed: FeedName, file: string): string {
  return readPlainCsv(file, [...columnNames(feed), ...BESIDE]);
}

/** Lays mended records out on DuckDB. */
export function replayedOnDuckDb(engine: Engine, feed: FeedName, file: string, loaded_at: string): Replayed {
  const columns = columnNames(feed);
  const isText = feed === "transactions";
  const target = isText ? "bronze.text_transactions" : `bronze.staged_${feed}`;
  const setup = `create or replace table bronze.replayed as select * from ${mendedRecords(feed, file)};
    create or replace view ${target} as select ${columns.join(", ")}, source_file as _source_file,
      source_line::bigint as _source_line, ${literal(loaded_at)}::timestamp as _loaded_at, latest_date::date as _latest_date,
      ${recordColumn(columns)}
    from bronze.replayed as record;
    ${isText ? ruleSql(engine, "staged_transactions") : ""}`;
  return { setup, table: "bronze.replayed", tidy: "drop table bronze.replayed;" };
}

/** Judges the mended records again, and moves those that keep every rule now. */
export function replaySql(engine: Engine, feed: FeedName, { setup, table, tidy }: Replayed): string {
  return `${setup}
    ${judgementSql(engine, feed)}
    ${insertSql(feed, keptRecords(engine, feed))}
    update observability.loaded_files set
      rows_loaded = loaded_files.rows_loaded + moved.row_count,
      rows_rejected = loaded_files.rows_rejected - moved.row_count,
      amount_sum = loaded_files.amount_sum + moved.amount_sum,
      amount_rejected = loaded_files.amount_rejected - moved.old_amount_sum
    from (
      select judgement._source_file, count(*) as row_count, coalesce(sum(judgement._amount), 0) as amount_sum,
        coalesce(sum(bronze.amount(replayed.old_amount)), 0) as old_amount_sum
      from bronze.judgement
      join ${table} as replayed
        on judgement._source_file = replayed.source_file and judgement._source_line = replayed.source_line::bigint
      where judgement.rule_id is null
      group by judgement._source_file
    ) as moved
    where loaded_files.source_file = moved._source_file;
    delete from bronze.rejects using bronze.judgement
    where rejects.source_file = judgement._source_file and rejects.source_line = judgement._source_line
      and judgement.rule_id is null;
    update bronze.rejects set rule_id = judgement.rule_id, detail = rules.rule_text
    from bronze.judgement join ${ruleTexts()} as rules on judgement.rule_id = rules.id
    where rejects.source_file = judgement._source_file and rejects.source_line = judgement._source_line
      and rejects.rule_id not like 'csv.%';
    ${tidySql(engine, feed)}
    ${tidy}`;
}
