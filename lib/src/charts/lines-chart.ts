// Values over time, one line per series.
import { lineColors } from "./named-colors";
import { type ChartRows, chartRows, valuesOf } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

export interface LinesWords extends ChartWords {
  /** Field with a day or an instant. */
  readonly x: string;
  /** Field with the value, and what it is called, with its unit. */
  readonly y: string;
  readonly y_title: string;
  /** A d3 number format; "~s" (1.2M) when left out. */
  readonly y_format?: string;
  /** Field that says which line a row belongs to; one line when left out. */
  readonly series?: string;
  /** Whether the axis starts at 0; yes when left out. */
  readonly from_zero?: boolean;
  /** Stretches of time to shade, e.g. a migration. */
  readonly bands?: readonly TimeBand[];
  /** Days to mark with a dashed line. */
  readonly markers?: readonly TimeMarker[];
}

export interface TimeBand {
  readonly start: string;
  readonly end: string;
  readonly label: string;
}

export interface TimeMarker {
  readonly date: string;
  readonly label: string;
}

/** One or more lines over dates, with shaded stretches and marked days. */
export function linesChart(rows: ChartRows, words: LinesWords): VegaLiteSpec {
  const { x, y, y_title, y_format = "~s", series, from_zero = true, bands = [], markers = [] } = words;
  if (rows.length === 0) return emptyChart(words);
  const values = chartRows(rows);
  const domain = series ? valuesOf(rows, series) : [];
  const legend = {
    ...(bands.length + markers.length > 0 && { offset: 24 }), // their labels stand below it
    ...(domain.join("").length > 60 && { columns: 3 }), // long names take two lines
  };
  const color = series
    ? { field: series, type: "nominal", scale: { domain, range: lineColors(domain) }, legend }
    : { value: ink.main };
  const encoding = {
    x: { field: x, type: "temporal", scale: { type: "utc" }, axis: timeAxis(valuesOf(values, x)), title: null },
    y: {
      field: y,
      type: "quantitative",
      title: y_title,
      axis: { format: y_format, tickCount: 5, domain: false, ticks: false },
      scale: { zero: from_zero, nice: true },
    },
    color,
  };
  const day = { field: x, type: "temporal", timeUnit: "utcyearmonthdate", title: "day" };
  const value = { field: y, type: "quantitative", title: y_title, format: "," };
  const tooltip = [day, value, ...(series ? [{ field: series, type: "nominal" }] : [])];
  const lines = { data: { values }, mark: { type: "line" }, encoding: { ...encoding, tooltip } };
  return chart(words, {
    layer: [
      ...(bands.length > 0 ? bandLayers(bands) : []),
      lines,
      ...(markers.length > 0 ? markerLayers(markers) : []),
    ],
  });
}

/** Months on a long axis, days on a short one. */
function timeAxis(days: readonly string[]): object {
  const times = days.map((day) => Date.parse(day));
  const isLong = Math.max(...times) - Math.min(...times) > 100 * 86_400_000;
  return { grid: false, labelAngle: 0, tickCount: 8, format: isLong ? "%b %Y" : "%b %-d", labelOverlap: true };
}

function bandLayers(bands: readonly TimeBand[]): object[] {
  const data = { values: bands };
  const x = { field: "start", type: "temporal", scale: { type: "utc" } };
  return [
    {
      data,
      mark: { type: "rect", color: ink.band, opacity: 0.6 },
      encoding: { x, x2: { field: "end" } },
    },
    {
      data,
      mark: { type: "text", align: "left", baseline: "bottom", dy: -3, color: ink.quiet },
      encoding: { x, y: { value: 0 }, text: { field: "label" } },
    },
  ];
}

function markerLayers(markers: readonly TimeMarker[]): object[] {
  const data = { values: markers };
  const x = { field: "date", type: "temporal", scale: { type: "utc" } };
  return [
    { data, mark: { type: "rule", strokeDash: [4, 4], color: ink.quiet }, encoding: { x } },
    {
      data,
      mark: { type: "text", align: "left", baseline: "bottom", dy: -3, color: ink.quiet },
      encoding: { x, y: { value: 0 }, text: { field: "label" } },
    },
  ];
}
