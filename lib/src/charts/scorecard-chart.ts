// Many statistics against the bands in which they should lie, at one glance.
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";
import { fitted } from "./text-width";

/** One statistic, and the band in which published sources say it lies; both ends are inside. */
export interface ScorecardRow {
  readonly statistic: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** A d3-like format of the numbers: "percent", "money" or "number"; "number" when left out. */
  readonly unit?: "percent" | "money" | "number";
}

/** Whether a value lies in its band. */
export function verdictOf({ value, low, high }: ScorecardRow): "in band" | "outside" {
  return value >= low && value <= high ? "in band" : "outside";
}

/**
 * Each statistic on its own scale: the band is as wide as every other, the mark shows where in it the value lies.
 * A value far outside is drawn at the edge; its number stands beside it.
 */
export function scorecardChart(rows: readonly ScorecardRow[], words: ChartWords): VegaLiteSpec {
  if (rows.length === 0) return emptyChart(words);
  const values = rows.map((row) => {
    const place = (row.value - row.low) / (row.high - row.low || 1);
    return {
      statistic: fitted(row.statistic, 250, 12),
      verdict: verdictOf(row),
      place: Math.min(1.6, Math.max(-0.6, place)),
      value_text: numberText(row.value, row.unit),
      band_text: `${numberText(row.low, row.unit)} to ${numberText(row.high, row.unit)}`,
    };
  });
  const y = {
    field: "statistic",
    type: "nominal",
    sort: null,
    title: null,
    axis: { ticks: false, domain: false, labelColor: ink.text, labelLimit: 260 },
  };
  const x = { type: "quantitative", scale: { domain: [-0.7, 3.4], nice: false }, axis: null };
  const domain = ["in band", "outside"];
  const verdict = { field: "verdict", type: "nominal" };
  const column = (field: string, at: number, color: string, align = "left") => ({
    mark: { type: "text", align, color },
    encoding: { y, x: { ...x, datum: at }, text: { field } },
  });
  return chart(words, {
    data: { values },
    height: 22 * rows.length + 100,
    layer: [
      { mark: { type: "bar", size: 14, color: ink.band }, encoding: { y, x: { ...x, datum: 0 }, x2: { datum: 1 } } },
      {
        mark: { type: "point", size: 80, opacity: 1, tooltip: true },
        encoding: {
          y,
          x: { ...x, field: "place" },
          color: { ...verdict, scale: { domain, range: [ink.good, ink.bad] } },
          shape: { ...verdict, scale: { domain, range: ["circle", "diamond"] } },
        },
      },
      column("value_text", 2.3, ink.text, "right"),
      column("band_text", 2.42, ink.quiet),
    ],
  });
}

function numberText(value: number, unit: ScorecardRow["unit"] = "number"): string {
  if (unit === "percent") return `${(100 * value).toFixed(Math.abs(value) < 0.1 ? 2 : 1)}%`;
  const digits = Math.abs(value) >= 100 ? 0 : 2;
  const text = value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return unit === "money" ? `$${text}` : text;
}
