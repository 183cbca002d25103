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
}

export interface ExplorerFilter {
  readonly field: string;
  readonly title: string;
}

export interface ExplorerMeasure {
  readonly field: string;
  readonly title: string;
}

const MOST_ROWS = 5000;
const ALL = "all";

/**
 * Bars that add up what is left after filtering. Every filter is a drop-down of the values that occur, "all" first; one
 * more drop-down chooses the measure. Rows are counts by group, a few thousand at most, never customers.
 *
 * @throws InvalidInputError when there are no rows, or more than a page should carry
 */
export function segmentExplorerChart(rows: ChartRows, words: ExplorerWords): VegaLiteSpec {
  const { label, filters, measures, order = valuesOf(rows, label) } = words;
  if (rows.length === 0) return emptyChart(words);
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
    title: "total of what is chosen",
    axis: { format: "~s", tickCount: 5, domain: false },
    scale: { nice: true, zero: true },
  };
  const total = { type: "text", align: "right", baseline: "bottom", dy: -6, fontSize: 13, color: ink.quiet };
  return chart(words, {
    params: [...filters.map((filter) => filterControl(rows, filter)), measureControl(measures)],
    data: { values: chartRows(rows) },
    transform: [
      ...filters.map(({ field }) => ({
        filter: `${control(field)} == '${ALL}' || datum['${field}'] == ${control(field)}`,
      })),
      { calculate: measureValue(measures), as: "chosen" },
      { aggregate: [{ op: "sum", field: "chosen", as: "total" }], groupby: [label] },
      { joinaggregate: [{ op: "sum", field: "total", as: "grand_total" }] },
      { calculate: "datum.grand_total > 0 ? datum.total / datum.grand_total : 0", as: "share" },
      { calculate: "format(datum.total, ',.0f') + ' (' + format(datum.share, '.0%') + ')'", as: "label_text" },
    ],
    height: 38 * order.length + 120 + (words.subtitle ? 20 : 0),
    layer: [
      { mark: { type: "bar", cornerRadiusEnd: 2, tooltip: true }, encoding: { y, x } },
      { mark: { type: "text", align: "left", dx: 5 }, encoding: { y, x, text: { field: "label_text" } } },
      {
        transform: [
          { aggregate: [{ op: "sum", field: "total", as: "all_together" }] },
          { calculate: `measure + ': ' + format(datum.all_together, ',.0f')`, as: "total_text" },
        ],
        mark: total,
        encoding: { x: { value: "width" }, y: { value: 0 }, text: { field: "total_text" } },
      },
    ],
  });
}

function control(field: string): string {
  return `only_${field}`;
}

function filterControl(rows: ChartRows, { field, title }: ExplorerFilter): object {
  const options = [ALL, ...valuesOf(rows, field).sort()];
  return { name: control(field), value: ALL, bind: { input: "select", options, name: `${title} ` } };
}

function measureControl(measures: readonly ExplorerMeasure[]): object {
  const options = measures.map(({ title }) => title);
  return { name: "measure", value: options[0], bind: { input: "select", options, name: "show " } };
}

function measureValue(measures: readonly ExplorerMeasure[]): string {
  return measures.reduceRight(
    (otherwise, { field, title }) => `measure == ${JSON.stringify(title)} ? datum['${field}'] : ${otherwise}`,
    "0",
  );
}
