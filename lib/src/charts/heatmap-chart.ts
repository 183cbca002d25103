// A table of numbers as colours: where the large ones are, and in which direction they go.
import { InvalidInputError } from "../core/errors";
import { type ChartRows, chartRows, valuesOf } from "./rows";
import { type ChartWords, chart, emptyChart, ink, palette, type VegaLiteSpec } from "./spec";

export interface HeatmapWords extends ChartWords {
  /** Field with the line and field with the column of a cell. */
  readonly row: string;
  readonly column: string;
  /** The order of lines and of columns; that of their first row when left out. */
  readonly row_order?: readonly string[];
  readonly column_order?: readonly string[];
  /** What lines and columns are. */
  readonly row_title: string;
  readonly column_title: string;
  /** Field with the number, what it is called, and its d3 format; "," when left out. */
  readonly value: string;
  readonly value_title: string;
  readonly format?: string;
  /** Field with the number that gives the colour, when it is another than the one written. */
  readonly shade?: string;
  /** Whether numbers go both ways around zero: orange below, blue above. */
  readonly is_change?: boolean;
}

/** A column's name on two lines, its last word on the second. */
const LAST_WORD_BELOW = "split(replace(datum.label, regexp(' (?=[^ ]*$)'), '|'), '|')";

/** One cell per row and column with its number written in it; the darker, the larger. */
export function heatmapChart(rows: ChartRows, words: HeatmapWords): VegaLiteSpec {
  const { row, column, value, value_title, format = ",", shade = value, is_change = false } = words;
  if (rows.length === 0) return emptyChart(words);
  needOneEach(rows, words);
  const { row_order = valuesOf(rows, row), column_order = valuesOf(rows, column) } = words;
  const largest = Math.max(...rows.map((cell) => Math.abs(Number((cell as Record<string, unknown>)[shade])))) || 1;
  const axis = { ticks: false, domain: false, labelColor: ink.text, titlePadding: 10 };
  const y = { field: row, type: "nominal", sort: [...row_order], title: words.row_title, axis };
  const x = {
    field: column,
    type: "nominal",
    sort: [...column_order],
    title: words.column_title,
    axis: { ...axis, orient: "top", labelAngle: 0, labelPadding: 18, labelExpr: LAST_WORD_BELOW },
  };
  const scale = is_change
    ? { domain: [-largest, 0, largest], range: [palette[1], "#FFFFFF", palette[0]], interpolate: "rgb" }
    : { domain: [0, largest], range: ["#FFFFFF", ink.main], interpolate: "rgb" };
  const isDark = `datum['${shade}'] >= ${whiteFrom(ink.main) * largest}`; // orange stays light enough for dark text
  return chart(words, {
    data: { values: chartRows(rows) },
    height: 34 * row_order.length + 130 + (words.subtitle ? 20 : 0),
    encoding: { y, x },
    layer: [
      {
        mark: { type: "rect", stroke: ink.grid, tooltip: true },
        encoding: { color: { field: shade, type: "quantitative", title: value_title, scale, legend: null } },
      },
      {
        mark: { type: "text", fontSize: 12 },
        encoding: {
          text: { field: value, type: "quantitative", format },
          color: { condition: { test: isDark, value: "#FFFFFF" }, value: ink.text },
        },
      },
    ],
  });
}

/** How far from white to a colour, 0..1, white text stands out more than the house ink does. */
function whiteFrom(color: string): number {
  const light = (part: number) => luminance(channels(color).map((full) => 255 + (full - 255) * part));
  const text = luminance(channels(ink.text));
  const steps = Array.from({ length: 101 }, (_, percent) => percent / 100);
  return steps.find((part) => contrast(1, light(part)) > contrast(light(part), text)) ?? Number.POSITIVE_INFINITY;
}

const channels = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** Relative luminance and contrast as WCAG 2 has them. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) =>
    channel <= 10 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (lighter: number, darker: number) => (lighter + 0.05) / (darker + 0.05);

function needOneEach(rows: ChartRows, { title, row, column }: HeatmapWords): void {
  const cells = rows.map((cell) => {
    const named = cell as Record<string, unknown>;
    return `${named[row]} / ${named[column]}`;
  });
  const double = cells.find((cell, i) => cells.indexOf(cell) !== i);
  if (double !== undefined)
    throw new InvalidInputError(`The chart "${title}" needs one row per cell, got several for ${double}`);
}
