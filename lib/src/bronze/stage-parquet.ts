// Parquet to staged transactions. Columns in the contract's types are read in place; others pass through text.
import type { Engine } from "../engine/engine";
import { literal } from "../sql/statement";
import { contract } from "./contract";
import type { Refusal } from "./refusal";
import type { StageOptions } from "./stage-csv";
import { type FileInPlace, originColumns, type ReadableFile, recordColumn, type StagedOrigin } from "./staged-file";

const columns = contract.feeds.transactions.columns;
const names = columns.map((column) => column.name);

/** Casts that cannot fail and cannot lose anything, by the contract's type. */
const LOSSLESS: Record<string, RegExp> = {
  text: /^(VARCHAR|ENUM.*)$/,
  date: /^DATE$/,
  timestamp: /^TIMESTAMP(_S|_MS)?$/,
  decimal: /^DECIMAL\(([1-9]|1[0-2]),[0-2]\)$/,
  boolean: /^BOOLEAN$/,
};
const SQL_TYPES = {
  text: "varchar",
  date: "date",
  timestamp: "timestamp",
  decimal: "decimal(12, 2)",
  boolean: "boolean",
};

const typedColumns = columns.map(({ name, type }) => `${name}::${SQL_TYPES[type]} as ${name}`).join(", ");
const LINE = "file_row_number + 1";

/** Makes sense of a Parquet file of transactions. */
export async function stageParquet(
  engine: Engine,
  file: string,
  { signal }: Pick<StageOptions, "signal">,
): Promise<ReadableFile | Refusal> {
  const found = await shapeOf(engine, file, signal);
  if ("rule_id" in found) return found;
  const isTyped = columns.every((column) => LOSSLESS[column.type]!.test(found.types.get(column.name)!));
  const about = { feed: "transactions", rows_in_file: found.rows, is_text_of_transactions: !isTyped } as const;
  return {
    withOrigin: (origin) => {
      if (!isTyped) return { ...about, origin, setup: textView(file, origin, found.types) };
      const types = names.map((name) => found.types.get(name)).join(", ");
      const setup = `create or replace view bronze.staged_transactions as
        select ${typedColumns}, ${originColumns(origin, LINE)}, ${recordColumn(names)}, null::varchar as _form_rule
        from ${reader([file])};`;
      return { ...about, origin, setup, in_place: { file, types, origin } };
    },
  };
}

interface Shape {
  readonly rows: number;
  readonly types: ReadonlyMap<string, string>;
}

async function shapeOf(engine: Engine, file: string, signal?: AbortSignal): Promise<Shape | Refusal> {
  try {
    const ask = <Row>(sql: string) => engine.rows<Row>({ name: `look into ${file}`, sql, ...(signal && { signal }) });
    const found = await ask<{ column_name: string; column_type: string }>(
      `describe select * from read_parquet(${literal(file)})`,
    );
    const types = new Map(found.map((column) => [column.column_name.toLowerCase(), column.column_type]));
    const missing = names.filter((name) => !types.has(name));
    if (missing.length > 0) return { rule_id: "file.missing_column", detail: `${missing.join(", ")} needed` };
    const extra = [...types.keys()].filter((name) => !names.includes(name));
    if (extra.length > 0) {
      return {
        rule_id: "file.extra_column",
        detail: `${extra.map((name) => JSON.stringify(name)).join(", ")} not known`,
      };
    }
    const [footer] = await ask<{ num_rows: number }>(`select num_rows from parquet_file_metadata(${literal(file)})`);
    return { rows: footer!.num_rows, types };
  } catch (error) {
    signal?.throwIfAborted();
    if ((error as Error).name !== "SqlError") throw error;
    return { rule_id: "file.unreadable", detail: "this is no whole Parquet file" };
  }
}

/**
 * The records of several files as selects, with where each came from. Files of the same types are read by one select:
 * one for each file would leave a core idle whenever a file ends.
 */
export function recordsInPlace(files: readonly FileInPlace[]): string[] {
  const kinds = [...new Set(files.map(({ types }) => types))];
  return kinds.map((kind) => {
    const alike = files.filter(({ types }) => types === kind);
    const byFile = (value: (origin: StagedOrigin) => string) =>
      `case file_index ${alike.map(({ origin }, i) => `when ${i} then ${literal(value(origin))}`).join(" ")} end`;
    return `select ${typedColumns}, ${byFile((origin) => origin.source_file)} as _source_file, ${LINE} as _source_line,
        ${byFile((origin) => origin.loaded_at)}::timestamp as _loaded_at
      from ${reader(alike.map(({ file }) => file))}`;
  });
}

function reader(files: readonly string[]): string {
  return `read_parquet([${files.map(literal).join(", ")}], file_row_number = true)`;
}

function textView(file: string, origin: StagedOrigin, types: ReadonlyMap<string, string>): string {
  const texts = columns.map((column) => `${asText(column.name, types.get(column.name)!)} as ${column.name}`);
  return (
    `create or replace view bronze.text_transactions as select *, ${recordColumn(names)} from (` +
    `select ${texts.join(", ")}, ${originColumns(origin, LINE)} from ${reader([file])}) as record;`
  );
}

/** A value as the text a CSV file would hold. Instants with a zone are told in UTC. */
function asText(name: string, type: string): string {
  if (type === "TIMESTAMP WITH TIME ZONE") return `(${name} at time zone 'UTC')::varchar`;
  if (type === "TIMESTAMP_NS") return `${name}::timestamp::varchar`;
  return `${name}::varchar`;
}
