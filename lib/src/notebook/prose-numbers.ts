// Whether the numbers that a notebook's text tells are numbers that its cells show.
import type { Difference } from "./compare-notebooks";
import type { Cell, Notebook, Output } from "./nbformat";

/** A number as people write it: $1,840, 7.5 %, 13. Not a part of a name, a date or a version. */
const NUMBER = /(?<![\w.`/-])\$?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?%)?(?![\w/]|\.\d|-\d|,\d)/g;
const SHOWN_NUMBER = /\d+(?:[,_]\d{3})*(?:\.\d+)?(?:\s?%)?/g;
/** What a cell writes for people to read in or beside a chart; what it computes there is shown by definition. */
const CHART_TEXT = /\b(?:title|subtitle|description)\s*:\s*(?:"([^"]*)"|`([^`]*)`)/g;
const CODE_IN_PROSE = /```[\s\S]*?```|`[^`]*`/g;
const CHART = "application/vnd.vegalite.v5+json";

/**
 * Numbers in Markdown cells and in typed chart texts that no cell of the notebook shows: a run with other data would
 * leave them standing there. A number is shown when it is in a table or a printed line, or in the code; a percentage as
 * such or as a share ("7.5 %" by 0.075); one of two digits or more also by what rounds to it. Numbers in `code` are
 * quoted and not told.
 */
export function unshownNumbers(notebook: Notebook): Difference[] {
  const shown = notebook.cells.flatMap(shownBy);
  const numbers = new Set(shown.map(numberOf));
  const percentages = new Set(shown.filter((text) => text.endsWith("%")).map(numberOf));
  for (const number of numbers) if (number <= 1) percentages.add(100 * number);
  return notebook.cells.flatMap((cell, i) =>
    toldBy(cell)
      .filter((told) => !isAmong(told.endsWith("%") ? percentages : numbers, told))
      .map((told) => ({ where: `cell ${i + 1}`, what: `"${told}" stands in the text, and no cell shows it` })),
  );
}

/** The numbers that a cell's text tells, as they are written. */
function toldBy({ cell_type, source }: Cell): string[] {
  const text =
    cell_type === "code"
      ? [...source.matchAll(CHART_TEXT)].map(([, plain, template]) => plain ?? template!.replace(/\$\{[^}]*\}/g, ""))
      : [source.replace(CODE_IN_PROSE, "")];
  return text.flatMap((line) => line.match(NUMBER) ?? []);
}

/** The numbers that a cell shows, as they are written. */
function shownBy({ cell_type, source, outputs = [] }: Cell): string[] {
  if (cell_type !== "code") return [];
  return [source.replace(CHART_TEXT, ""), ...outputs.map(textOf)].flatMap((text) => text.match(SHOWN_NUMBER) ?? []);
}

/** The text of a table or of printed lines; a chart's own text is told, not shown. */
function textOf(output: Output): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type !== "display_data" || CHART in output.data) return "";
  return [output.data["text/plain"] ?? ""].flat().join("");
}

const digitsOf = (written: string) => written.replace(/[$,_%\s]/g, "");
const numberOf = (written: string) => Number(digitsOf(written));

function isAmong(values: ReadonlySet<number>, told: string): boolean {
  const digits = digitsOf(told);
  const value = Number(digits);
  const decimals = digits.split(".")[1]?.length ?? 0;
  const mayBeRounded = digits.replace(".", "").replace(/^0+|0+$/g, "").length >= 2;
  return [...values].some(
    (each) => Math.abs(each - value) < 1e-9 || (mayBeRounded && each.toFixed(decimals) === value.toFixed(decimals)),
  );
}
