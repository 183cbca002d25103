// How values of several kinds are spread, on one logarithmic axis; the counting is done before.
import { type ChartRows, chartRows, valuesOf } from "./rows";
import { type ChartWords, chart, emptyChart, ink, palette, type VegaLiteSpec } from "./spec";

export interface DistributionWords extends ChartWords {
  /** Fields with a bin's start (inclusive, above 0) and end (exclusive). Bins have equal ratios. */
  readonly bin_start: string;
  readonly bin_end: string;
  /** Field with the part of the kind that lies in the bin, 0..1, and what it is called. */
  readonly share: string;
  readonly share_title: string;
  /** What is measured, with its unit. */
  readonly x_title: string;
  readonly x_format?: string;
  /** Field that says which kind a row belongs to. */
  readonly series: string;
  /** Where the axis begins and ends; all bins when left out. */
  readonly x_domain?: readonly [number, number];
}

/** A line per kind over a logarithmic axis, drawn through the middles of its bins: a log-normal kind is a bell. */
export function distributionChart(rows: ChartRows, words: DistributionWords): VegaLiteSpec {
  const { bin_start, bin_end, share, share_title, x_title, x_format = "$,~r", series, x_domain } = words;
  if (rows.length === 0) return emptyChart(words);
  const middles = chartRows(rows).map((row) => ({
    ...row,
    middle: Math.round(100 * Math.sqrt(Number(row[bin_start]) * Number(row[bin_end]))) / 100,
  }));
  const ends = chartRows(rows).flatMap((row) => [Number(row[bin_start]), Number(row[bin_end])]);
  const [low, high] = x_domain ?? [Math.min(...ends), Math.max(...ends)];
  const ticks = [1, 2, 5].flatMap((step) => Array.from({ length: 9 }, (_, i) => step * 10 ** (i - 1)));
  const kinds = valuesOf(rows, series);
  return chart(words, {
    data: { values: middles.filter(({ middle }) => middle >= low && middle <= high) },
    mark: { type: "line", interpolate: "monotone", tooltip: true },
    encoding: {
      x: {
        field: "middle",
        type: "quantitative",
        title: x_title,
        scale: { type: "log", domain: [low, high], nice: false },
        axis: {
          format: x_format,
          grid: false,
          values: ticks.filter((tick) => tick >= low && tick <= high).sort(asNumbers),
        },
      },
      y: {
        field: share,
        type: "quantitative",
        title: share_title,
        axis: { format: ".0%", tickCount: 5, domain: false, ticks: false },
      },
      color: {
        field: series,
        type: "nominal",
        scale: { domain: kinds, range: kinds.map((_, i) => palette[i % palette.length] ?? ink.main) },
      },
    },
  });
}

function asNumbers(a: number, b: number): number {
  return a - b;
}
