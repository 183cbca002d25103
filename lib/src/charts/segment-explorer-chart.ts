// A chart that its reader filters: the controls are part of the chart, so that they work without a kernel.
import { InvalidInputError } from "../core/errors";
import { type ChartRows, chartRows, valuesOf } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

export interface ExplorerWords extends ChartWords {
  /** Field with the bar a row belongs to; bars keep the order of `order`, else that of their first row. */
  readonly label: string;
  readonly order?: readonly string[];
  /** Fields to filter by, and what each control is called. */
  readonly filters: readonly ExplorerFilter[];
  /** Fields to sum up, the first of them shown until the reader chooses another. */
  readonly measures: readonly ExplorerMeasure[];
  /** What stands above the bars for all that is chosen, whichever measure is shown. */
  readonly readout: readonly ExplorerMeasure[];
}

export interface ExplorerFilter {
  readonly field: string;
  readonly title: string;
  /** The values in their order; those that occur, by the alphabet, when left out. */
  readonly values?: readonly string[];
}

export interface ExplorerMeasure {
  readonly field: string;
  readonly title: string;
  /** Field whose sum the sum is divided by: the measure is an average. */
  readonly per?: string;
  /** How its numbers are written; ",.0f" when left out, and "$,.0f" is money. */
  readonly format?: string;
}

/** 5 segments, 60 states and territories, 3 cards, 4 risks, 4 bands of spend: what a large book can fill, and no more. */
const MOST_ROWS = 14_400;
const ALL = "all";
const WHOLE = ",.0f";

/**
 * Bars that add up what is left after filtering. Every filter is a drop-down of its values, "all" first, unless there
 * is but one value; one more drop-down chooses the measure, a sum with its share or an average. Rows are counts by group,
 * never customers.
 *
 * @throws InvalidInputError when there are more rows than a page should carry
 */
export function segmentExplorerChart(rows: ChartRows, words: ExplorerWords): VegaLiteSpec {
  const { label, measures, readout, order = valuesOf(rows, label) } = words;
  if (rows.length === 0) return emptyChart(words);
  const filters = words.filters.filter((filter) => optionsOf(rows, filter).length > 1);
  if (rows.length > MOST_ROWS) {
    throw new InvalidInputError(
      `The chart "${words.title}" needs at most ${MOST_ROWS} rows, got ${rows.length}; group them in SQL`,
    );
  }
  const y = {
    field: label,
    type: "nominal",
    title: null,
    sort: [...order],
    axis: { ticks: false, domain: false, labelColor: ink.text },
    scale: { domain: [...order], paddingInner: 0.35, paddingOuter: 0.2 },
  };
  const x = {
    field: "total",
    type: "quantitative",
    title: "total or average of the customers chosen",
    axis: { format: "~s", tickCount: 5, domain: false },
    scale: { nice: true, zero: true },
  };
  return chart(words, {
    params: [...filters.map((filter) => filterControl(rows, filter)), measureControl(measures)],
    data: { values: chartRows(rows).map((row) => onlyRead(row, { ...words, filters })) },
    transform: [
      ...filters.map(({ field }) => ({
        filter: `${control(field)} == '${ALL}' || datum['${field}'] == ${control(field)}`,
      })),
    ],
    height: 38 * order.length + 120 + (words.subtitle ? 20 : 0),
    layer: [
      {
        transform: totals(label, measures),
        layer: [
          { mark: { type: "bar", cornerRadiusEnd: 2, tooltip: true }, encoding: { y, x } },
          { mark: { type: "text", align: "left", dx: 5 }, encoding: { y, x, text: { field: "label_text" } } },
        ],
      },
      readoutLayer(readout),
      // without a bar longer than nothing the axis would have no numbers
      { data: { values: [{}] }, mark: { type: "rule", opacity: 0 }, encoding: { x: { datum: 1 } } },
    ],
  });
}

/** One row per bar: a sum with its share of all bars, or an average, which has none; an average of nobody is a dash. */
function totals(label: string, measures: readonly ExplorerMeasure[]): object[] {
  const isAverage = `(${byMeasure(measures, ({ per }) => String(per !== undefined))})`;
  const formats = byMeasure(measures, ({ format = WHOLE }) => JSON.stringify(format));
  const sums = [
    { op: "sum", field: "chosen", as: "chosen_sum" },
    { op: "sum", field: "base", as: "base_sum" },
  ];
  return [
    { calculate: byMeasure(measures, ({ field }) => `datum['${field}']`), as: "chosen" },
    { calculate: byMeasure(measures, ({ per }) => (per ? `datum['${per}']` : "0")), as: "base" },
    { aggregate: sums, groupby: [label] },
    { calculate: "datum.base_sum > 0 ? datum.chosen_sum / datum.base_sum : datum.chosen_sum", as: "total" },
    { joinaggregate: [{ op: "sum", field: "total", as: "grand_total" }] },
    { calculate: "datum.grand_total > 0 ? datum.total / datum.grand_total : 0", as: "share" },
    { calculate: `format(datum.total, ${formats})`, as: "number_text" },
    {
      calculate: `!${isAverage} ? datum.number_text + ' (' + format(datum.share, '.0%') + ')' : datum.base_sum > 0 ? datum.number_text : '–'`,
      as: "label_text",
    },
  ];
}

/** Sums and averages over all that is chosen; an average of nobody is a dash. */
function readoutLayer(readout: readonly ExplorerMeasure[]): object {
  const fields = [...new Set(readout.flatMap(({ field, per }) => (per ? [field, per] : [field])))];
  const parts = readout.map(({ field, per, title, format = WHOLE }) => {
    const value = per ? `datum['${field}'] / datum['${per}']` : `datum['${field}']`;
    const number = `format(${value}, ${JSON.stringify(format)})`;
    return `${JSON.stringify(`${title} `)} + ${per ? `(datum['${per}'] > 0 ? ${number} : '–')` : number}`;
  });
  return {
    transform: [
      { aggregate: fields.map((field) => ({ op: "sum", field, as: field })) },
      { calculate: parts.join(" + ' · ' + "), as: "readout_text" },
    ],
    mark: { type: "text", align: "right", baseline: "bottom", dy: -6, fontSize: 13, color: ink.quiet },
    encoding: { x: { value: "width" }, y: { value: 0 }, text: { field: "readout_text" } },
  };
}

/** The fields that the chart reads: others would only make the page heavier. */
function onlyRead(row: Record<string, unknown>, { label, filters, measures, readout }: ExplorerWords): object {
  const numbers = [...measures, ...readout].flatMap(({ field, per }) => (per ? [field, per] : [field]));
  const read = [label, ...filters.map(({ field }) => field), ...numbers];
  return Object.fromEntries(Object.entries(row).filter(([field]) => read.includes(field)));
}

function control(field: string): string {
  return `only_${field}`;
}

function optionsOf(rows: ChartRows, { field, values }: ExplorerFilter): readonly string[] {
  return values ?? valuesOf(rows, field).sort();
}

function filterControl(rows: ChartRows, filter: ExplorerFilter): object {
  const options = [ALL, ...optionsOf(rows, filter)];
  return { name: control(filter.field), value: ALL, bind: { input: "select", options, name: `${filter.title} ` } };
}

function measureControl(measures: readonly ExplorerMeasure[]): object {
  const options = measures.map(({ title }) => title);
  return { name: "measure", value: options[0], bind: { input: "select", options, name: "show " } };
}

function byMeasure(measures: readonly ExplorerMeasure[], value: (measure: ExplorerMeasure) => string): string {
  return measures.reduceRight(
    (otherwise, measure) => `measure == ${JSON.stringify(measure.title)} ? ${value(measure)} : ${otherwise}`,
    "0",
  );
}
