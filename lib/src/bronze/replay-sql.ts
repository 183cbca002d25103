// The one transaction that moves mended records from the rejects into their table.
import type { Engine } from "../engine/engine";
import type { FeedName } from "../lake/manifest";
import { insertSql, judgementSql, ruleTexts } from "./accept-file";
import { columnNames } from "./contract";
import { judgingSql, stagingSql, unstagingSql } from "./rules";
import { readPlainCsv } from "./stage-csv";
import { recordColumn } from "./staged-file";

/**
 * @param file the records: columns of the feed, then source_file, source_line, latest_date, old_amount
 * @param loaded_at a literal
 */
export function replaySql(engine: Engine, feed: FeedName, file: string, loaded_at: string): string {
  const columns = columnNames(feed);
  const isText = feed === "transactions";
  const target = isText ? "bronze.text_transactions" : `bronze.staged_${feed}`;
  const source = readPlainCsv(file, [...columns, "source_file", "source_line", "latest_date", "old_amount"]);
  const setup = `create or replace table bronze.replayed as select * from ${source};
    create or replace view ${target} as select ${columns.join(", ")}, source_file as _source_file,
      source_line::bigint as _source_line, ${loaded_at}::timestamp as _loaded_at, latest_date::date as _latest_date,
      ${recordColumn(columns)}
    from bronze.replayed as record;`;
  return `${stagingSql(engine, { feed, rows_in_file: 0, setup, is_text_of_transactions: isText })}
    ${judgingSql(engine, feed)}
    ${judgementSql(feed)}
    ${insertSql(feed, "bronze.judgement", "where rule_id is null")}
    update observability.loaded_files set
      rows_loaded = loaded_files.rows_loaded + moved.row_count,
      rows_rejected = loaded_files.rows_rejected - moved.row_count,
      amount_sum = loaded_files.amount_sum + moved.amount_sum,
      amount_rejected = loaded_files.amount_rejected - moved.old_amount_sum
    from (
      select judgement._source_file, count(*) as row_count, coalesce(sum(judgement._amount), 0) as amount_sum,
        coalesce(sum(bronze.amount(replayed.old_amount)), 0) as old_amount_sum
      from bronze.judgement
      join bronze.replayed
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
    drop table bronze.judgement;
    drop table bronze.replayed;
    ${unstagingSql(feed)}`;
}
