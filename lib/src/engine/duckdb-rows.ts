// DuckDB's values as the engine contract wants them.
import {
  type DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  type DuckDBResult,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBVector,
  JsonDuckDBValueConverter,
} from "@duckdb/node-api";
import { type Columns, joined } from "../core/columns";
import { exactNumber, rowKeys } from "./values";

const NESTED = new Set([
  DuckDBTypeId.LIST,
  DuckDBTypeId.ARRAY,
  DuckDBTypeId.STRUCT,
  DuckDBTypeId.MAP,
  DuckDBTypeId.UNION,
]);

const FLOATING = new Set([DuckDBTypeId.FLOAT, DuckDBTypeId.DOUBLE]);

/** Types whose values come as the numbers, texts and booleans they are. */
const AS_THEY_ARE = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.VARCHAR,
]);

/**
 * The rows of a result. The result must be complete, not a streaming one: an error in the middle of a stream would
 * look like its end. Chunks are turned into rows one after another, so the values exist once.
 */
export async function rowsOf<Row>(result: DuckDBResult): Promise<Row[]> {
  const rowAt = rowMaker<Row>(rowKeys(result.columnNames()));
  const types = result.columnTypes();
  const rows: Row[] = [];
  for await (const chunk of chunksOf(result)) {
    const columns = types.map((type, c) => {
      const values: unknown[] = [];
      appendValues(chunk, c, type, values);
      return values;
    });
    for (let r = 0; r < columns[0]!.length; r++) rows.push(rowAt(columns, r));
  }
  return rows;
}

/** The columns of a result, which must be complete, too. Each value is laid down where it stays. */
export async function columnsOf(result: DuckDBResult): Promise<Columns> {
  const types = result.columnTypes();
  const all = types.map((type) => (FLOATING.has(type.typeId) ? ([] as Float64Array[]) : ([] as unknown[])));
  for await (const chunk of chunksOf(result)) {
    for (const [c, values] of all.entries()) {
      const type = types[c]!;
      if (FLOATING.has(type.typeId)) values.push(packed(chunk, c));
      else appendValues(chunk, c, type, values);
    }
  }
  return Object.fromEntries(
    rowKeys(result.columnNames()).map((key, c) => [
      key,
      FLOATING.has(types[c]!.typeId) ? joined(all[c] as Float64Array[]) : all[c]!,
    ]),
  );
}

/** A chunk's floating-point numbers, missing ones as NaN. */
function packed(chunk: DuckDBDataChunk, c: number): Float64Array {
  const vector = chunk.getColumnVector(c) as DuckDBVector<number>;
  const values = new Float64Array(vector.itemCount);
  for (let row = 0; row < values.length; row++) values[row] = vector.getItem(row) ?? Number.NaN;
  return values;
}

/** The chunks of a result that hold rows. */
async function* chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    yield chunk;
  }
}

function appendValues(chunk: DuckDBDataChunk, c: number, type: DuckDBType, values: unknown[]): void {
  if (AS_THEY_ARE.has(type.typeId)) chunk.appendColumnValues(c, values as DuckDBValue[]);
  else chunk.visitColumnValues(c, (value) => values.push(plain(value, type)));
}

/** A literal with all its keys, compiled once: six times as fast as filling an empty object key by key. */
function rowMaker<Row>(keys: readonly string[]): (columns: readonly (readonly unknown[])[], row: number) => Row {
  const fields = keys.map((key, c) => `${JSON.stringify(key)}: columns[${c}][row]`);
  return new Function("columns", "row", `return { ${fields.join(", ")} };`) as ReturnType<typeof rowMaker<Row>>;
}

function plain(value: DuckDBValue, type: DuckDBType): unknown {
  if (value === null) return null;
  if (typeof value === "bigint") return exactNumber(value.toString());
  if (typeof value !== "object") return value;
  if (NESTED.has(type.typeId)) return JSON.stringify(JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter));
  if (value instanceof DuckDBDecimalValue)
    // up to 15 digits the quotient is the number that the text would give, in a tenth of the time
    return value.width <= 15 ? Number(value.value) / 10 ** value.scale : exactNumber(value.toString());
  if (value instanceof DuckDBDateValue) return new Date(value.days * 86_400_000);
  if (value instanceof DuckDBTimestampValue) return fromMicros(value.micros);
  if (value instanceof DuckDBTimestampTZValue) return fromMicros(value.micros);
  if (value instanceof DuckDBTimestampSecondsValue) return new Date(Number(value.seconds) * 1000);
  if (value instanceof DuckDBTimestampMillisecondsValue) return new Date(Number(value.millis));
  if (value instanceof DuckDBTimestampNanosecondsValue) return fromMicros(value.nanos / 1000n);
  return String(value);
}

/** Whole milliseconds, earlier rather than later: also for instants before 1970. */
function fromMicros(micros: bigint): Date {
  return new Date(Math.floor(Number(micros) / 1000));
}
