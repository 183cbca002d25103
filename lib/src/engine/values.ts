// How values look on this side of the seam: the same on both engines.
import { InvalidInputError } from "../core/errors";
import type { Bind, Statement } from "../sql/statement";

/**
 * A decimal text as a number when that is exact, else the text itself: whole numbers up to 2^53, decimals up to
 * 15 digits.
 *
 * @example
 * exactNumber("12.50"); // => 12.5
 * exactNumber("9007199254740993"); // => "9007199254740993"
 */
export function exactNumber(text: string): number | string {
  const number = Number(text);
  if (!text.includes(".")) return Number.isSafeInteger(number) ? number : text;
  return text.replace(/[-.]/g, "").replace(/^0+/, "").length <= 15 ? number : text;
}

/**
 * Column names as row keys: lower case, and a repeated name numbered so that no value is lost.
 *
 * @example
 * rowKeys(["ID", "NAME", "id"]); // => ["id", "name", "id_2"]
 */
export function rowKeys(columnNames: readonly string[]): string[] {
  const taken = new Set<string>();
  return columnNames.map((columnName) => {
    const name = columnName.toLowerCase();
    let key = name;
    for (let copy = 2; taken.has(key); copy++) key = `${name}_${copy}`;
    taken.add(key);
    return key;
  });
}

/** A statement's binds, each of a kind that both engines take. */
export function bindsOf(statement: Statement): Bind[] {
  const binds: readonly unknown[] = statement.binds ?? [];
  binds.forEach((bind, i) => {
    const isUsable = bind === null || ["string", "boolean"].includes(typeof bind) || Number.isFinite(bind);
    if (!isUsable) {
      const shown = bind instanceof Date ? "a Date (bind its ISO text and cast it in SQL)" : String(bind);
      throw new InvalidInputError(
        `${statement.name} needs text, finite numbers, booleans or nulls as binds, got ${shown} as number ${i + 1}`,
      );
    }
  });
  return [...binds] as Bind[];
}
