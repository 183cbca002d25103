// Values by category, largest first.
import { type ChartRows, chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

export interface BarsWords extends ChartWords {
  /** Field with the category. */
  readonly label: string;
  /** Field with the value, and what it is called, with its unit. */
  readonly value: string;
  readonly value_title: string;
  /** A d3 number format for axis and labels; "," when left out. */
  readonly format?: string;
  /** Fields with the ends of the band in which the value should lie. */
  readonly low?: string;
  readonly high?: string;
  /** Whether to keep the rows' order; largest first when left out. */
  readonly keep_order?: boolean;
}

/** Horizontal bars with their values, to the left of zero where they are negative; with `low` and `high`, the target band lies around each bar's end. */
export function barsChart(rows: ChartRows, words: BarsWords): VegaLiteSpec {
  const { label, value, value_title, format = ",", low, high, keep_order = false } = words;
  if (rows.length === 0) return emptyChart(words);
  const y = {
    field: label,
    type: "nominal",
    title: null,
    sort: keep_order ? null : { field: value, op: "max", order: "descending" },
    axis: { ticks: false, domain: false, labelColor: ink.text },
    scale: { paddingInner: 0.35, paddingOuter: 0.2 },
  };
  const ends = rows.map((row) => row as Record<string, number>).flatMap((row) => [row[value]!, high ? row[high]! : 0]);
  const hasNegative = Math.min(...ends) < 0;
  const x = {
    field: value,
    type: "quantitative",
    title: value_title,
    axis: { format: format === "," ? "~s" : format, tickCount: 5, domain: false },
    scale: { domain: [1.13 * Math.min(0, ...ends), 1.13 * (Math.max(...ends) || 1)], nice: false }, // room for the number beside the longest bar
  };
  const band = low && high ? [bandLayer(y, low, high)] : [];
  const numbers = {
    mark: { type: "text", align: "left", dx: 5, fontSize: 12 },
    encoding: {
      y,
      x: { ...x, field: (high && low) || hasNegative ? "label_at" : value },
      text: { field: value, format },
    },
  };
  const values = chartRows(rows).map((row) => {
    if (low && high) return { ...row, label_at: Math.max(Number(row[value]), Number(row[high])) };
    return hasNegative ? { ...row, label_at: Math.max(0, Number(row[value])) } : row; // right of zero, clear of the bar
  });
  return chart(words, {
    data: { values },
    height: Math.max(60, 30 * rows.length) + 110 + (words.subtitle ? 20 : 0),
    layer: [{ mark: { type: "bar", cornerRadiusEnd: 2, tooltip: true }, encoding: { y, x } }, ...band, numbers],
  });
}

function bandLayer(y: object, low: string, high: string): object {
  return {
    mark: { type: "bar", size: 24, color: "transparent", stroke: ink.text, strokeWidth: 1.2, strokeDash: [3, 2] },
    encoding: { y, x: { field: low, type: "quantitative" }, x2: { field: high } },
  };
}
