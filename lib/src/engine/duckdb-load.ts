// Appends plain rows to a DuckDB table through its appender.
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
} from "@duckdb/node-api";
import { InvalidInputError } from "../core/errors";

const CHUNK_ROWS = 2048;

/** Writes rows by column name; a missing or undefined field is null, a field the table lacks is refused. */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  rows: readonly object[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const shape = await connection.runAndReadAll(`select * from ${table} limit 0`);
  const names = shape.columnNames().map((name) => name.toLowerCase());
  const types = shape.columnTypes();
  const stranger = Object.keys(rows[0]!).find((field) => !names.includes(field));
  if (stranger)
    throw new InvalidInputError(
      `${table} has no column ${JSON.stringify(stranger)}; its columns are ${names.join(", ")}`,
    );
  const [schema, name] = table.split(".") as [string, string];
  const appender = await connection.createAppender(name, schema);
  try {
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const part = rows.slice(start, start + CHUNK_ROWS) as Record<string, unknown>[];
      const chunk = DuckDBDataChunk.create(types, part.length);
      chunk.setColumns(names.map((column, i) => part.map((row) => stored(row[column], types[i]!)) as never));
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
  return rows.length;
}

function stored(value: unknown, type: DuckDBType): unknown {
  if (value === null || value === undefined) return null;
  switch (type.typeId) {
    case DuckDBTypeId.DATE: {
      const date = value instanceof Date ? value : new Date(`${value}T00:00:00Z`);
      return new DuckDBDateValue(Math.floor(date.getTime() / 86_400_000));
    }
    case DuckDBTypeId.TIMESTAMP: {
      const date = value instanceof Date ? value : new Date(`${String(value).replace(" ", "T").replace(/Z?$/, "Z")}`);
      return new DuckDBTimestampValue(BigInt(date.getTime()) * 1000n);
    }
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.HUGEINT:
      return BigInt(value as number | string);
    case DuckDBTypeId.DECIMAL: {
      const { width, scale } = type as DuckDBDecimalType;
      return new DuckDBDecimalValue(scaled(String(value), scale), width, scale);
    }
    case DuckDBTypeId.VARCHAR:
      return String(value);
    default:
      return value;
  }
}

/** "12.5" at scale 2 is 1250n; digits beyond the scale are refused, because money must not lose any. */
function scaled(text: string, scale: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  if (!/^-?\d*$/.test(whole) || !/^\d*$/.test(fraction) || /[1-9]/.test(fraction.slice(scale))) {
    throw new InvalidInputError(`A decimal with at most ${scale} digits after the point is needed, got ${text}`);
  }
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, "0"));
}
