// Appends plain rows to a DuckDB table through its appender.
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";
import { InvalidInputError } from "../core/errors";
import { type Cell, cellOf, checkFields, type LoadColumn } from "./load-cells";

const CHUNK_ROWS = 2048;
const LIMITS: Partial<Record<DuckDBTypeId, readonly [bigint, bigint]>> = {
  [DuckDBTypeId.TINYINT]: [-128n, 127n],
  [DuckDBTypeId.SMALLINT]: [-32768n, 32767n],
  [DuckDBTypeId.INTEGER]: [-(2n ** 31n), 2n ** 31n - 1n],
  [DuckDBTypeId.BIGINT]: [-(2n ** 63n), 2n ** 63n - 1n],
  [DuckDBTypeId.HUGEINT]: [-(2n ** 127n), 2n ** 127n - 1n],
};

/** Writes rows by column name, inside the caller's transaction; a missing or undefined field is null. */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  rows: readonly object[],
): Promise<number> {
  const shape = await connection.run(`select * from ${table} limit 0`);
  const types = shape.columnTypes();
  const columns = shape.columnNames().map((name, i) => loadColumn(table, name.toLowerCase(), types[i]!));
  checkFields(table, columns, rows);
  if (rows.length === 0) return 0;
  const [name, schema] = table.split(".").reverse() as [string, string?];
  const appender = await connection.createAppender(name, schema ?? null);
  try {
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const part = rows.slice(start, start + CHUNK_ROWS) as Record<string, unknown>[];
      const chunk = DuckDBDataChunk.create(types, part.length);
      columns.forEach((column, c) => {
        const store = (value: unknown, r: number) => stored(cellOf(table, column, value, start + r + 1), types[c]!);
        chunk.setColumnValues(c, converted(part, column.name, store));
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } catch (error) {
    appender.clear(); // what is left would be written again when the appender is collected, into another transaction
    throw error;
  } finally {
    appender.closeSync();
  }
  return rows.length;
}

/** A field of the rows as it is stored; many fields, a day among them, say the same row after row. */
function converted(
  rows: readonly Record<string, unknown>[],
  name: string,
  store: (value: unknown, row: number) => DuckDBValue,
): DuckDBValue[] {
  let before: unknown;
  let kept: DuckDBValue = null;
  return rows.map((row, r) => {
    const value = row[name];
    if (value !== before) kept = store(value, r);
    before = value;
    return kept;
  });
}

function loadColumn(table: string, name: string, type: DuckDBType): LoadColumn {
  const limits = LIMITS[type.typeId];
  if (limits) return { name, kind: "integer", limits };
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return { name, kind: "text" };
    case DuckDBTypeId.BOOLEAN:
      return { name, kind: "boolean" };
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.FLOAT:
      return { name, kind: "double" };
    case DuckDBTypeId.DATE:
      return { name, kind: "date" };
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return { name, kind: "timestamp" };
    case DuckDBTypeId.DECIMAL: {
      const { width, scale } = type as DuckDBDecimalType;
      return { name, kind: "decimal", precision: width, scale };
    }
    default:
      throw new InvalidInputError(`load ${table} cannot fill the column ${name} of type ${type}; load it as text`);
  }
}

function stored(cell: Cell, type: DuckDBType): DuckDBValue {
  if (cell === null) return null;
  switch (type.typeId) {
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
      return Number(cell);
    case DuckDBTypeId.DATE:
      return new DuckDBDateValue(Math.floor((cell as number) / 86_400_000));
    case DuckDBTypeId.TIMESTAMP:
      return new DuckDBTimestampValue(BigInt(cell as number) * 1000n);
    case DuckDBTypeId.TIMESTAMP_TZ:
      return new DuckDBTimestampTZValue(BigInt(cell as number) * 1000n);
    case DuckDBTypeId.DECIMAL: {
      const { width, scale } = type as DuckDBDecimalType;
      return new DuckDBDecimalValue(BigInt((cell as string).replace(".", "")), width, scale);
    }
    default:
      return cell;
  }
}
