// Spend by day: a thin bar for each day, and the line that shows where it is going.
import { chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

/** Spend of a day, and the mean of the days up to it, if there are enough. */
export interface SpendDay {
  readonly transaction_date: Date | string;
  readonly spend_amount: number;
  readonly mean_amount: number | null;
}

/** Days as pale bars, their trailing mean as a line over them; a day far above the others is cut off at the top. */
export function dailySpendChart(days: readonly SpendDay[], words: ChartWords): VegaLiteSpec {
  if (days.length === 0) return emptyChart(words);
  const top = topOf(days.map(({ spend_amount }) => spend_amount));
  const x = {
    field: "transaction_date",
    type: "temporal",
    scale: { type: "utc" },
    title: null,
    axis: { format: "%b %Y", grid: false, tickCount: 8, labelAngle: 0, labelOverlap: true },
  };
  const axis = { format: "$,.0f", tickCount: 5, domain: false, ticks: false };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    title: "spend, USD a day",
    axis,
    scale: { domain: [0, top], nice: false },
  });
  const tooltip = [
    { field: "transaction_date", type: "temporal", timeUnit: "utcyearmonthdate", title: "day" },
    { field: "spend_amount", type: "quantitative", title: "spend, USD", format: ",.2f" },
    { field: "mean_amount", type: "quantitative", title: "mean, USD", format: ",.2f" },
  ];
  return chart(words, {
    data: { values: chartRows(days) },
    layer: [
      {
        mark: { type: "rule", color: ink.main, opacity: 0.3, clip: true },
        encoding: { x, y: y("spend_amount"), y2: { datum: 0 }, tooltip },
      },
      {
        mark: { type: "line", color: ink.bad, clip: true },
        encoding: { x, y: y("mean_amount") },
        transform: [{ filter: "datum.mean_amount !== null" }],
      },
    ],
  });
}

/** The height that all but the rarest days fit into: one flight would flatten all the rest. */
function topOf(amounts: readonly number[]): number {
  const sorted = amounts.filter((amount) => amount > 0).sort((a, b) => a - b);
  const common = sorted[Math.floor(0.97 * (sorted.length - 1))] ?? 0;
  return Math.max(1, 1.15 * common);
}
