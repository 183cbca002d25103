// How often values of each size occur; the counting is done in SQL.
import { type ChartRows, chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

export interface HistogramWords extends ChartWords {
  /** Fields with a bin's start (inclusive) and end (exclusive). */
  readonly bin_start: string;
  readonly bin_end: string;
  /** Field with how many fell into the bin, and what they are called. */
  readonly count: string;
  readonly count_title: string;
  /** What is measured, with its unit. */
  readonly x_title: string;
  readonly x_format?: string;
  /** A logarithmic axis: each step multiplies. Bins must start above 0. */
  readonly is_log?: boolean;
  /** Values to mark with a dashed line, e.g. the median. */
  readonly markers?: readonly { readonly value: number; readonly label: string }[];
}

/** Bars over bins that touch each other. */
export function histogramChart(rows: ChartRows, words: HistogramWords): VegaLiteSpec {
  const { bin_start, bin_end, count, count_title, x_title, x_format = "~s", is_log = false, markers = [] } = words;
  if (rows.length === 0) return emptyChart(words);
  const all = chartRows(rows);
  const domain = [
    Math.min(...all.map((row) => Number(row[bin_start]))),
    Math.max(...all.map((row) => Number(row[bin_end]))),
  ];
  const scale = { type: is_log ? "log" : "linear", domain, nice: false, ...(is_log ? {} : { zero: false }) };
  const axis = {
    format: x_format,
    grid: false,
    ...(is_log ? { values: logTicks(domain[0]!, domain[1]!) } : { tickCount: 8 }),
  };
  const x = { field: bin_start, type: "quantitative", scale, axis, title: x_title };
  const y = {
    field: count,
    type: "quantitative",
    title: count_title,
    axis: { format: "~s", tickCount: 5, domain: false, ticks: false },
  };
  const bars = {
    data: { values: all },
    mark: { type: "rect", color: ink.main, stroke: "#FFFFFF", strokeWidth: 0.7, tooltip: true },
    encoding: { x, x2: { field: bin_end }, y, y2: { datum: 0 } },
  };
  return chart(words, { layer: [bars, ...(markers.length > 0 ? markerLayers(markers, scale) : [])] });
}

/** 1, 2 and 5 times each power of ten; the powers alone when the axis is long. */
function logTicks(low: number, high: number): number[] {
  const powers = Array.from({ length: 30 }, (_, i) => 10 ** (i - 10));
  const steps = Math.log10(high / low) > 3.5 ? [1] : [1, 2, 5];
  return powers.flatMap((power) => steps.map((step) => step * power)).filter((tick) => tick >= low && tick <= high);
}

function markerLayers(markers: readonly object[], scale: object): object[] {
  const data = { values: markers };
  const x = { field: "value", type: "quantitative", scale };
  return [
    { data, mark: { type: "rule", strokeDash: [4, 4], color: ink.text }, encoding: { x } },
    {
      data,
      mark: { type: "text", align: "left", baseline: "bottom", dy: -3 },
      encoding: { x, y: { value: 0 }, text: { field: "label" } },
    },
  ];
}
