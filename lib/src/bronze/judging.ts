// A staged file goes through the rules: what each engine is told to judge it, to name the kept records, and to tidy up.
//
// DuckDB makes views and tables on the way, within the transaction. On Snowflake that would commit it: there everything
// stands already, empty, and a load only fills, reads and empties it.
import type { Engine } from "../engine/engine";
import type { FeedName } from "../lake/manifest";
import { judgingNames, ruleSql, unstagingSql } from "./rules";

/** Judges every staged record into bronze.judgement; only rejected ones keep their JSON. */
export function judgementSql(engine: Engine, feed: FeedName): string {
  const record = "case when rule_id is not null then _record end as _record";
  if (engine.name === "snowflake") {
    return `insert into bronze.judgement (_source_file, _source_line, _loaded_at, _amount, rule_id, _record)
      select _source_file, _source_line, _loaded_at, _amount, rule_id, ${record} from bronze.judged_${feed};`;
  }
  const rules = judgingNames(feed).map((name) => ruleSql(engine, name));
  return `${rules.join("\n")}
    create or replace table bronze.judgement as select * exclude (_record), ${record} from bronze.judged_${feed};`;
}

/** What to select the records from that keep every rule. */
export function keptRecords(engine: Engine, feed: FeedName): string {
  if (engine.name === "duckdb") return "bronze.judgement where rule_id is null";
  return `bronze.staged_${feed} where (_source_file, _source_line) in
    (select _source_file, _source_line from bronze.judgement where rule_id is null)`;
}

/** Takes the staged records and their judgement away. */
export function tidySql(engine: Engine, feed: FeedName): string {
  if (engine.name === "duckdb") return `drop table bronze.judgement;\n${unstagingSql(feed)}`;
  return ["judgement", `arrived_${feed}`, "arrived_broken"].map((table) => `delete from bronze.${table};`).join("\n");
}
