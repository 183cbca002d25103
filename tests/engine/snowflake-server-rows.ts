// DuckDB's results in the JSON form that the Snowflake driver reads: every cell is text or null.
import {
  DuckDBDateValue,
  type DuckDBDecimalType,
  type DuckDBResult,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  JsonDuckDBValueConverter,
} from "@duckdb/node-api";

export interface RowSet {
  readonly rowtype: readonly ColumnType[];
  readonly rowset: readonly (readonly (string | null)[])[];
}

interface ColumnType {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly precision?: number;
  readonly scale?: number;
}

/** A whole result; column names in upper case, as Snowflake stores names that were not quoted. */
export async function rowSet(result: DuckDBResult): Promise<RowSet> {
  const types = result.columnTypes();
  const names = result.columnNames();
  const rowtype = types.map((type, i) => ({ name: names[i]!.toUpperCase(), nullable: true, ...snowflakeType(type) }));
  const rowset: (string | null)[][] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return { rowtype, rowset };
    for (const row of chunk.getRows()) rowset.push(row.map((value, i) => cell(value, types[i]!)));
  }
}

function snowflakeType(type: DuckDBType): Omit<ColumnType, "name" | "nullable"> {
  switch (type.typeId) {
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.HUGEINT:
      return { type: "fixed", precision: 38, scale: 0 };
    case DuckDBTypeId.DECIMAL:
      return { type: "fixed", precision: (type as DuckDBDecimalType).width, scale: (type as DuckDBDecimalType).scale };
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.FLOAT:
      return { type: "real" };
    case DuckDBTypeId.BOOLEAN:
      return { type: "boolean" };
    case DuckDBTypeId.DATE:
      return { type: "date" };
    case DuckDBTypeId.TIME:
      return { type: "time", scale: 9 };
    case DuckDBTypeId.TIMESTAMP:
      return { type: "timestamp_ntz", scale: 9 };
    case DuckDBTypeId.TIMESTAMP_TZ:
      return { type: "timestamp_ltz", scale: 9 };
    case DuckDBTypeId.LIST:
      return { type: "array" };
    case DuckDBTypeId.STRUCT:
      return { type: "object" };
    default:
      return { type: type.alias === "JSON" ? "variant" : "text" };
  }
}

function cell(value: DuckDBValue, type: DuckDBType): string | null {
  if (value === null) return null;
  if (typeof value === "boolean") return value ? "1" : "0";
  if (value instanceof DuckDBDateValue) return String(value.days);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return seconds(value.micros);
  if (value instanceof DuckDBTimeValue) return seconds(value.micros);
  if (type.typeId === DuckDBTypeId.LIST || type.typeId === DuckDBTypeId.STRUCT) {
    return JSON.stringify(JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter), null, 2);
  }
  return String(value);
}

/** Microseconds as "seconds.nanoseconds", with a sign in front when they are negative. */
function seconds(micros: bigint): string {
  const digits = String(micros < 0n ? -micros : micros).padStart(7, "0");
  return `${micros < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}000`;
}
