// Whether the numbers that a notebook's text tells are numbers that the cells around it show.
import type { Difference } from "./compare-notebooks";
import type { Cell, Notebook, Output } from "./nbformat";

/** A number as people write it: $1,840, 7.5 %, 13. Not a part of a name, a date or a version; 04 is a chapter. */
const NUMBER = /(?<![\w.`/-])(?!0\d\b)\$?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?%)?(?![\w/]|\.\d|-\d|,\d)/g;
const SHOWN_NUMBER = /\d+(?:[,_]\d{3})*(?:\.\d+)?(?:\s?%)?/g;
const WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(" ");
const WORD = new RegExp(`\\b(?:${WORDS.join("|")})\\b`, "gi");
/** A share in words: one in nine, two customers in three. */
const SHARE = new RegExp(`(?:${WORD.source})(?: [a-z]+)? in (?:${WORDS.slice(1).join("|")})\\b`, "gi");
/** What a cell writes for people to read in or beside a chart; what it computes there is shown by definition. */
const CHART_TEXT = /\b(?:title|subtitle|description)\s*:\s*(?:"([^"]*)"|`([^`]*)`)/g;
const CODE_IN_PROSE = /```[\s\S]*?```|`[^`]*`/g;
const MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
/** What is no result of a run: a list's own numbers, chapters, days of the calendar, how long a chapter takes. */
const NO_RESULT = new RegExp(
  `(?:^|(?<=[.?!*)]\\s))\\d\\. |\\b0\\d\\b|\\b(?:\\d{1,2} )?${MONTH}(?: \\d{4})?|\\babout \\d+ seconds`,
  "gm",
);
/** True whatever a run gives: the ends of scales, a coin, the usual width of an interval. */
const BY_DEFINITION = new Set(["0", "1", "100", "0 %", "100 %", "0.5", "95 %"]);
const CHART = "application/vnd.vegalite.v5+json";
const PAGE = "text/markdown";

/**
 * Numbers in Markdown cells and in typed chart texts that the code cells around do not show: a run with other data would
 * leave them standing there. Around a text are the code cells before it, back to the text before, and those after it, on
 * to the next text. A number is shown when it is in a table or a printed
 * line, or in the code; a percentage as such or as a share ("7.5 %" by 0.075), and so is "one in nine"; a number of two
 * digits or more also by what rounds to it. A page that is made from a run shows nothing: it tells. Numbers in `code` are
 * quoted and not told.
 */
export function unshownNumbers(notebook: Notebook): Difference[] {
  return notebook.cells.flatMap((cell, i) => {
    const shown = around(notebook.cells, i).flatMap(shownBy);
    const numbers = new Set(shown.map(numberOf));
    const percentages = new Set(shown.filter((text) => text.endsWith("%")).map(numberOf));
    for (const number of numbers) if (number <= 1) percentages.add(100 * number);
    const unshown = [
      ...toldNumbers(cell).filter((told) => !isAmong(told.endsWith("%") ? percentages : numbers, told)),
      ...found(textsOf(cell), SHARE).filter((told) => !isShareAmong(percentages, told)),
    ];
    return unshown.map((told) => ({
      where: `cell ${i + 1}`,
      what: `"${told}" stands in the text, and no cell around it shows it`,
    }));
  });
}

/** The numbers that a cell tells, as they are written: in its prose, or in the typed texts of its charts. */
export function toldNumbers(cell: Cell): string[] {
  return found(textsOf(cell), NUMBER);
}

/** The texts of a cell that are told, without what is quoted in them and what is no result. */
function textsOf({ cell_type, source }: Cell): string[] {
  const texts =
    cell_type === "code"
      ? [...source.matchAll(CHART_TEXT)].map(([, plain, template]) => plain ?? template!.replace(/\$\{[^}]*\}/g, ""))
      : [source.replace(CODE_IN_PROSE, "")];
  return texts.map((text) => text.replace(NO_RESULT, ""));
}

const found = (texts: readonly string[], pattern: RegExp) => texts.flatMap((text) => text.match(pattern) ?? []);

/** The code cells before and after one, or before, at and after it: up to the texts that stand there. */
function around(cells: readonly Cell[], at: number): readonly Cell[] {
  const isCode = (i: number) => cells[i]?.cell_type === "code";
  let from = at;
  while (from > 0 && !isCode(from - 1)) from--;
  while (isCode(from - 1)) from--;
  let to = at + 1;
  while (to < cells.length && !isCode(to)) to++;
  while (isCode(to)) to++;
  return cells.slice(from, to);
}

/** The numbers that a cell shows, as they are written. */
function shownBy({ cell_type, source, outputs = [] }: Cell): string[] {
  if (cell_type !== "code") return [];
  return found([source.replace(CHART_TEXT, ""), ...outputs.map(textOf)], SHOWN_NUMBER);
}

/** The text of a table or of printed lines; a chart's own text, and a page made from a run, are told, not shown. */
function textOf(output: Output): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type !== "display_data" || CHART in output.data || PAGE in output.data) return "";
  return [output.data["text/plain"] ?? ""].flat().join("");
}

const digitsOf = (written: string) => written.replace(/[$,_%\s]/g, "");
const numberOf = (written: string) => Number(digitsOf(written));

function isAmong(values: ReadonlySet<number>, told: string): boolean {
  if (BY_DEFINITION.has(told)) return true;
  const digits = digitsOf(told);
  const value = Number(digits);
  const decimals = digits.split(".")[1]?.length ?? 0;
  const mayBeRounded = digits.replace(".", "").replace(/^0+|0+$/g, "").length >= 2;
  return [...values].some(
    (each) => Math.abs(each - value) < 1e-9 || (mayBeRounded && each.toFixed(decimals) === value.toFixed(decimals)),
  );
}

/** Whether some share makes "two in nine": 22 % of nine is about two; for "one in nine", nine is the nearest whole. */
function isShareAmong(percentages: ReadonlySet<number>, told: string): boolean {
  const [part = 0, whole = 0] = told.match(WORD)!.map((word) => WORDS.indexOf(word.toLowerCase()) + 1);
  return [...percentages].some(
    (each) => Math.round((each / 100) * whole) === part && (part > 1 || Math.round(100 / each) === whole),
  );
}
