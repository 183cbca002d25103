// A mix seen by two measures: what is many, and what is much.
import { type ChartRows, chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, palette, type VegaLiteSpec } from "./spec";

export interface ShareWords extends ChartWords {
  /** Field with the category. */
  readonly label: string;
  /** Two fields with shares, 0..1, and what they are shares of. */
  readonly measures: readonly [ShareMeasure, ShareMeasure];
}

export interface ShareMeasure {
  readonly field: string;
  readonly title: string;
}

/** Two dots per category, joined: the share by one measure and by the other; sorted by the second. */
export function shareChart(rows: ChartRows, words: ShareWords): VegaLiteSpec {
  const { label, measures } = words;
  if (rows.length === 0) return emptyChart(words);
  const [first, second] = measures;
  const sort = { field: second.field, op: "max", order: "descending" };
  const y = {
    field: label,
    type: "nominal",
    title: null,
    sort,
    axis: { ticks: false, domain: false, grid: true, labelColor: ink.text },
  };
  const title = "share of the total";
  const x = {
    type: "quantitative",
    title,
    axis: { format: ".0%", tickCount: 6, domain: false },
    scale: { zero: true },
  };
  const domain = measures.map((measure) => measure.title);
  const dots = measures.map((measure, i) => ({
    mark: { type: "point", size: 90, shape: i === 0 ? "circle" : "diamond", opacity: 1, tooltip: true },
    encoding: {
      y,
      x: { ...x, field: measure.field },
      color: { datum: measure.title, type: "nominal", scale: { domain, range: [palette[5], palette[0]] } },
      shape: { datum: measure.title, type: "nominal", scale: { domain, range: ["circle", "diamond"] } },
    },
  }));
  const bridge = {
    mark: { type: "rule", strokeWidth: 2.5, color: ink.line },
    encoding: { y, x: { ...x, field: first.field }, x2: { field: second.field } },
  };
  return chart(words, { data: { values: chartRows(rows) }, height: 24 * rows.length + 140, layer: [bridge, ...dots] });
}
