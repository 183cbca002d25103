// The house theme: every chart has a title, a sentence that says what it shows, and the same quiet look.
import { InvalidInputError } from "../core/errors";
import { wrapped } from "./text-width";

/** A Vega-Lite chart, as JSON. */
export interface VegaLiteSpec {
  readonly $schema: string;
  /** What the chart shows, in a sentence, for those who cannot see it. */
  readonly description: string;
  readonly [property: string]: unknown;
}

/** The words around a chart. */
export interface ChartWords {
  /** What one learns, or the question; one line. */
  readonly title: string;
  /** Grain, period, unit: what a reader needs to read it. */
  readonly subtitle?: string;
  /** What it shows, in a sentence or two, for those who cannot see it. */
  readonly description: string;
}

/** Colours that stay apart for colour-blind readers (after Okabe and Ito); the first is the house colour. */
export const palette = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#6B7280"] as const;

/** Colours with a meaning. */
export const ink = {
  text: "#1F2933",
  quiet: "#5F6B7A",
  line: "#CBD2D9",
  grid: "#E8ECF0",
  band: "#DCE6EF",
  box: "#F3F6F9",
  main: palette[0],
  good: "#00795A",
  bad: "#C24E00",
} as const;

/** Names that every machine has one of, alike in width. */
export const fontFamily = "Arial, Helvetica, 'Liberation Sans', sans-serif";

/** How wide a chart is, its axes and legends included. */
export const chartWidth = 640;

/** One schema that JupyterLab knows; the parts of Vega-Lite used here mean the same in versions 5 and 6. */
const SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

const AXIS = {
  labelColor: ink.quiet,
  labelFontSize: 12,
  labelLimit: 240,
  titleColor: ink.quiet,
  titleFontSize: 12,
  titleFontWeight: "normal",
  titlePadding: 8,
  domainColor: ink.line,
  gridColor: ink.grid,
  tickColor: ink.line,
  tickSize: 4,
};

const CONFIG = {
  font: fontFamily,
  background: "#FFFFFF",
  padding: { left: 6, right: 12, top: 8, bottom: 8 },
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "bounds",
    color: ink.text,
    fontSize: 16,
    fontWeight: "bold",
    subtitleColor: ink.quiet,
    subtitleFontSize: 13,
    subtitlePadding: 5,
    offset: 12,
  },
  axis: AXIS,
  legend: {
    orient: "top",
    direction: "horizontal",
    title: null,
    labelColor: ink.text,
    labelFontSize: 12,
    labelLimit: 220,
    symbolSize: 90,
    offset: 8,
  },
  header: { labelColor: ink.text, labelFontSize: 12, title: null },
  range: { category: [...palette] },
  line: { strokeWidth: 2.5 },
  bar: { color: ink.main },
  point: { filled: true, size: 60 },
  text: { color: ink.text, fontSize: 12 },
};

/**
 * A chart in the house look: fixed total width, title and theme put around the given marks.
 *
 * @param words its title, and the sentence that describes it
 * @param body marks, encodings and data; what it sets wins over the theme
 * @throws InvalidInputError when title or description is empty
 */
export function chart(words: ChartWords, body: object): VegaLiteSpec {
  for (const part of ["title", "description"] as const) {
    if (!words[part]?.trim())
      throw new InvalidInputError(`A chart needs a ${part}, got ${JSON.stringify(words[part])}`);
  }
  const room = chartWidth - 24;
  const subtitle = words.subtitle ? { subtitle: wrapped(words.subtitle, room, 13) } : {};
  return {
    $schema: SCHEMA,
    title: { text: wrapped(words.title, room, 16, true), ...subtitle },
    description: words.description,
    width: chartWidth,
    height: 300,
    autosize: { type: "fit", contains: "padding" },
    ...body,
    config: CONFIG,
  };
}

const NO_ROWS = "There are no rows to draw.";

/** What stands in a chart's place when it has no rows: its title, and that there are none. Books differ. */
export function emptyChart({ title }: ChartWords): VegaLiteSpec {
  const mark = { type: "text", align: "left", x: 0, text: NO_ROWS, color: ink.quiet };
  return chart({ title, description: NO_ROWS }, { height: 30, data: { values: [{}] }, mark });
}

/** A chart as the sentence that stands for it: its title, then what it shows. */
export function sentence(spec: VegaLiteSpec): string {
  const { text } = spec.title as { text: readonly string[] };
  return `${text.join(" ").replace(/[.?!]?$/, (end) => end || ".")} ${spec.description}`;
}
