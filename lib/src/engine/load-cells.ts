// Checks plain rows against a table's columns before they are loaded, so that a value is stored as it is or refused.
import { InvalidInputError } from "../core/errors";

/** What a column can hold, as far as loading cares; integers and decimals carry their limits. */
export type ColumnKind = "text" | "boolean" | "integer" | "decimal" | "double" | "date" | "timestamp";

export interface LoadColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Largest and smallest whole number an integer column takes. */
  readonly limits?: readonly [bigint, bigint];
  /** All digits of a decimal, and those after its point. */
  readonly precision?: number;
  readonly scale?: number;
}

/** A stored value: text as it is, money as exact decimal text, days and instants in milliseconds UTC. */
export type Cell = string | number | bigint | boolean | null;

const wanted: Record<ColumnKind, string> = {
  text: "text",
  boolean: "true or false",
  integer: "a whole number that fits",
  decimal: "a decimal that fits without losing digits",
  double: "a number",
  date: "a day as YYYY-MM-DD or a Date",
  timestamp: "an instant as YYYY-MM-DD HH:MM:SS, at most milliseconds, UTC, or a Date",
};

/**
 * Refuses a field that the table lacks, in whichever row it comes.
 *
 * @throws InvalidInputError naming the field and the columns there are
 */
export function checkFields(table: string, columns: readonly LoadColumn[], rows: readonly object[]): void {
  const names = new Set(columns.map((column) => column.name));
  rows.forEach((row, i) => {
    for (const field of Object.keys(row)) {
      if (names.has(field)) continue;
      throw new InvalidInputError(
        `load ${table} needs fields among its columns ${[...names].join(", ")}, got ${JSON.stringify(field)} in row ${i + 1}`,
      );
    }
  });
}

/**
 * One value as the column stores it; missing is null.
 *
 * @param rowNumber counted from 1, for the error
 * @throws InvalidInputError when the column could not hold the value as it is
 */
export function cellOf(table: string, column: LoadColumn, value: unknown, rowNumber: number): Cell {
  if (value === null || value === undefined) return null;
  const cell = converters[column.kind](value, column);
  if (cell !== undefined) return cell;
  const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
  throw new InvalidInputError(
    `load ${table} needs ${wanted[column.kind]} for ${column.name}, got ${shown} in row ${rowNumber}`,
  );
}

const converters: Record<ColumnKind, (value: unknown, column: LoadColumn) => Cell | undefined> = {
  text: (value) => {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  },
  boolean: (value) => {
    if (typeof value === "boolean") return value;
    return value === "true" ? true : value === "false" ? false : undefined;
  },
  integer: (value, { limits: [least, most] = [-(10n ** 38n) + 1n, 10n ** 38n - 1n] }) => {
    const text = plainNumber(value);
    if (!/^-?\d+$/.test(text)) return undefined;
    const whole = BigInt(text);
    return whole < least || whole > most ? undefined : whole;
  },
  decimal: (value, { precision = 38, scale = 0 }) => {
    const [, sign, whole, fraction = ""] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plainNumber(value)) ?? [];
    if (whole === undefined || whole + fraction === "" || /[1-9]/.test(fraction.slice(scale))) return undefined;
    const kept = fraction.slice(0, scale).padEnd(scale, "0");
    const digits = whole.replace(/^0+/, "");
    if (digits.length > precision - scale) return undefined;
    return `${sign}${digits || "0"}${scale > 0 ? `.${kept}` : ""}`;
  },
  double: (value) => {
    if (typeof value === "number") return value;
    const isNumber = typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
    return isNumber ? Number(value) : undefined;
  },
  date: (value) => instant(value, /^\d{4}-\d{2}-\d{2}$/),
  timestamp: (value) => instant(value, /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z?)?$/),
};

/** A number as decimal text without an exponent; "" for what is no number. */
function plainNumber(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string") return value;
  if (typeof value !== "number" || !Number.isFinite(value)) return "";
  const text = String(value);
  if (!/e/.test(text)) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, "");
}

function instant(value: unknown, form: RegExp): number | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.getTime();
  if (typeof value !== "string" || !form.test(value)) return undefined;
  const iso = value.length === 10 ? `${value}T00:00:00` : value.replace(" ", "T").replace(/Z$/, "");
  const time = Date.parse(`${iso}Z`);
  // a day that the calendar lacks would slide into the next month
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value.slice(0, 10) ? undefined : time;
}
