// COPY on Snowflake: one file each, by name, into a table of text, within the transaction of its load.
import type { FeedName } from "../lake/manifest";
import { literal } from "../sql/statement";
import { columnNames, contract } from "./contract";
import { lastDayOfBooks } from "./latest-date";
import type { StagedOrigin } from "./staged-file";

/** A file on a stage. */
export interface StagedAt {
  /** The stage's name and the folder on it. */
  readonly stage: string;
  readonly name: string;
}

/** A file comes in whole or not at all; that Snowflake remembers a name from an earlier load must not keep it out. */
const HOW = "file_format = (format_name = 'bronze.contract_parquet') force = true on_error = abort_statement";

/** Notes whose records come next. The first statement of a load: the row is locked until its transaction ends. */
export function arriveSql({ source_file, loaded_at, latest_date }: Arriving): string {
  const day = latest_date === "books" ? lastDayOfBooks : `${literal(latest_date)}::date`;
  return `update bronze.arrived_file set source_file = ${literal(source_file)},
    loaded_at = ${literal(loaded_at)}::timestamp, latest_date = ${day};`;
}

/** Records of several files, which carry their own, have none here. */
type Arriving = Omit<StagedOrigin, "source_file"> & { readonly source_file: string | null };

/** Copies Parquet of text whose columns are those of the feed's arrivals, found by name. */
export function copyRecords(feed: FeedName, file: StagedAt): string {
  return copyByName(`bronze.arrived_${feed}`, file);
}

/** Copies the lines that could not be cut into columns. */
export function copyBroken(file: StagedAt): string {
  return copyByName("bronze.arrived_broken", file);
}

function copyByName(table: string, { stage, name }: StagedAt): string {
  return `copy into ${table} from @${stage}/ files = (${literal(name)}) ${HOW} match_by_column_name = case_insensitive;`;
}

/**
 * Copies transactions in the contract's types as the text a CSV file would hold, with the number of their row.
 *
 * @param names the columns as the file spells them
 */
export function copyTyped(names: readonly string[], { stage, name }: StagedAt): string {
  const columns = columnNames("transactions");
  const fields = contract.feeds.transactions.columns.map((column) => {
    const spelt = names.find((found) => found.toLowerCase() === column.name)!;
    return AS_TEXT[column.type](`$1:"${spelt.replaceAll('"', '""')}"`);
  });
  return `copy into bronze.arrived_transactions (${columns.join(", ")}, source_line)
    from (select ${fields.join(", ")}, metadata$file_row_number from @${stage}/) files = (${literal(name)}) ${HOW};`;
}

const AS_TEXT: Record<"text" | "date" | "timestamp" | "decimal" | "boolean", (field: string) => string> = {
  text: (field) => `${field}::varchar`,
  date: (field) => `to_varchar(${field}::date, 'YYYY-MM-DD')`,
  timestamp: (field) => `to_varchar(${field}::timestamp_ntz, 'YYYY-MM-DD HH24:MI:SS.FF6')`,
  decimal: (field) => `${field}::decimal(12, 2)::varchar`,
  boolean: (field) => `${field}::boolean::varchar`,
};
