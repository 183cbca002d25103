// What functions are told besides their rows, looked at where they begin: a cell is compiled without `strict`, and a
// misspelled key would be an answer to another question.
import { InvalidInputError } from "./errors";

/** @throws InvalidInputError when `options` are none, or one of them is not among `keys` */
export function needOptions(who: string, options: unknown, keys: readonly string[]): void {
  // asked by its tag, because a cell's objects are not made by our Object
  if (Object.prototype.toString.call(options) !== "[object Object]")
    throw new InvalidInputError(`${who} needs its options as { ${keys[0]}: ... }, got ${shown(options)}`);
  const stranger = Object.keys(options as object).find((key) => !keys.includes(key));
  if (stranger !== undefined)
    throw new InvalidInputError(`${who} has no option ${shown(stranger)}; it has ${keys.join(", ")}`);
}

/** @throws InvalidInputError when `list` is none */
export function needList(who: string, field: string, list: unknown): void {
  if (!Array.isArray(list)) {
    const example = typeof list === "string" ? shown(list) : '"..."';
    throw new InvalidInputError(`${who} needs a list as ${field}, got ${shown(list)}; write [${example}]`);
  }
}

/** A misspelled word would find nothing and look like an answer. @throws InvalidInputError naming the first of them */
export function needWords(who: string, field: string, words: unknown, known: readonly string[]): void {
  needList(who, field, words);
  const strangers = (words as readonly string[]).filter((word) => !known.includes(word));
  if (strangers.length > 0)
    throw new InvalidInputError(
      `${who} needs ${field} that there are, got ${shown(strangers[0])}; take some of ${known.join(", ")}`,
    );
}

/** @throws InvalidInputError when `count` is no whole number from `least` to `most` */
export function needWhole(who: string, what: string, count: unknown, least: number, most: number): void {
  if (!(Number.isInteger(count) && (count as number) >= least && (count as number) <= most)) {
    const range = `from ${least.toLocaleString("en-US")} to ${most.toLocaleString("en-US")}`;
    throw new InvalidInputError(`${who} needs a whole number of ${what} ${range}, got ${shown(count)}`);
  }
}

/**
 * A value as a message shows it, in one line: a text in quotes and cut short, a number as it is, anything else by
 * its kind.
 *
 * @example
 * shown("10000"); // => "\"10000\""
 * shown([1]); // => "a list"
 */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  return Object.prototype.toString.call(value) === "[object Date]" ? "a Date" : "an object";
}
