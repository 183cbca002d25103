// Rows on their way into a spreadsheet: personal data masked, and no cell that the spreadsheet would run.
import { InvalidInputError } from "../core/errors";
import { initials, maskedEmail, maskedPhone } from "./mask";

/** What a cell of a CSV file holds: a number stays a number, everything else is text. */
export type Cell = number | string;

/** Which columns hold personal data, and what is left of it. Names are compared in small letters, parted by underscores. */
const MASKS: readonly (readonly [column: RegExp, mask: (text: string) => string])[] = [
  [/(^|_)e?mails?(_?address)?$/, (text) => maskedEmail(text)!],
  [/(^|_)(phone|mobile|telephone)s?(_?number)?(_?\d)?$/, (text) => maskedPhone(text)!],
  [
    /(^|_)street(_?(address|name))?$|(^|_)(home|billing|mailing|postal|shipping|customer)_?address(_?line)?(_?\d)?$/,
    () => "***",
  ],
  [/^address(_?line)?(_?\d)?$/, () => "***"],
  [/(^|_)(date_?of_?birth|birth_?date|birthday|dob)$/, yearAlone],
  [/(^|_)(postal_?code|post_?code|zip(_?code)?)$/, (text) => `${text.slice(0, 3)}**`],
  [
    /^(name|surname)$|(^|_)(full|first|middle|last|given|family|maiden|legal|customer|cardholder)_?name$|^name_on_card$/,
    (text) => initials(text)!,
  ],
  // what names, birth dates and streets are folded into for search and matching
  [/^search_(first|last|name|text)$|^last_name_(front|back)$|^home_key$|^birth_day_key$/, () => "***"],
  [/^record$/, () => "***"], // a rejected record holds all of a person's columns
];

/** A birth date by its year, where the text says which part of it that is. */
function yearAlone(text: string): string {
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? `${text.slice(0, 4)}-**-**` : "***";
}

/** What to do with a column: one that is called by a query, such as max(phone), hides whatever personal name is in it. */
function maskOf(column: string): ((text: string) => string) | undefined {
  const name = column
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const isPlain = /^\w+$/.test(name);
  const known = (word: string) => MASKS.find(([pattern]) => pattern.test(word.replace(/_\d+$/, "")))?.[1];
  if (isPlain) return known(name);
  return (name.match(/[a-z]\w*/g) ?? []).some(known) ? () => "***" : undefined;
}

const EMAIL = /[\p{L}\p{N}_.+-]+@[\p{L}\p{N}_.-]+/u;

/**
 * Whether a column holds personal data, by its name.
 *
 * @example
 * isPersonal("email"); // => true
 * isPersonal("merchant_name"); // => false
 */
export function isPersonal(column: string): boolean {
  return maskOf(column) !== undefined;
}

/**
 * A value as a cell. A text that a spreadsheet would take for a formula gets an apostrophe in front, which makes it
 * text there; a number written as text stays as it is.
 *
 * @param column its name decides whether the value is masked; an e-mail address is masked wherever it stands
 * @param isUnmasked whether the column was asked for by name
 * @throws InvalidInputError when the value has no place in a cell
 * @example
 * exportCell("note", "=1+1"); // => "'=1+1"
 * exportCell("amount", -12.5); // => -12.5
 * exportCell("phone", "4635550104"); // => "***04"
 */
export function exportCell(column: string, value: unknown, isUnmasked = false): Cell {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" && !isPersonal(column)) return Number.isFinite(value) ? value : "";
  const text = textOf(column, value);
  if (text === "" || isUnmasked || typeof value === "boolean") return safeText(text);
  const mask = maskOf(column);
  if (mask) return safeText(mask(text));
  return safeText(EMAIL.test(text) ? text.replace(new RegExp(EMAIL, "gu"), (email) => maskedEmail(email)!) : text);
}

function textOf(column: string, value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    return value
      .toISOString()
      .replace("T00:00:00.000Z", "")
      .replace("T", " ")
      .replace(/(\.000)?Z$/, "");
  }
  if (["string", "number", "boolean", "bigint"].includes(typeof value)) return String(value);
  throw new InvalidInputError(
    `An export needs text, numbers, days or true and false as cells, got ${describe(value)} in ${JSON.stringify(column)}; take the column apart or leave it out`,
  );
}

function describe(value: unknown): string {
  if (value instanceof Date) return "a date that is none";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/**
 * A text that no spreadsheet runs. What decides is the first character that is neither space nor invisible nor a quote,
 * also in its full-width form. A spreadsheet that parts cells by semicolon or tab does not know our quotes and sees
 * several cells, or lines, in such a text, quoted by the quotes in it: each of them is made safe.
 *
 * @example
 * safeText("@SUM(A1)"); // => "'@SUM(A1)"
 * safeText("x;=1+1"); // => "x;'=1+1"
 * safeText("-12.50"); // => "-12.50"
 */
export function safeText(text: string): string {
  const cells = text
    .split(/([;\t\r\n])/)
    .map(safeCell)
    .join("");
  // some skip what a cell begins with, and run the rest; to a spreadsheet that knows our quotes it is one cell
  return /^[\t\r\n]/.test(cells) ? `'${cells}` : safeCell(cells);
}

function safeCell(text: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  return /^[\s\p{Cc}\p{Cf}\p{Z}"]*[=+\-@＝＋－＠−﹢﹣﹦﹫]/u.test(text) ? `'${text}` : text;
}
