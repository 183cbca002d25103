// Whether a probability means what it says.
import { diagonal, noteAt } from "./churn-marks";
import { chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

/** Customers with alike probabilities: what was said, what happened, and where that may lie by chance. */
export interface ReliabilityRow {
  readonly mean_probability: number;
  readonly churn_rate: number;
  readonly low: number;
  readonly high: number;
}

/** Said against happened, a point with its 95 % reach per group; on the diagonal the two agree. */
export function reliabilityChart(rows: readonly ReliabilityRow[], words: ChartWords): VegaLiteSpec {
  if (rows.length === 0) return emptyChart(words);
  const end = Math.min(1, 1.05 * Math.max(0.05, ...rows.flatMap((row) => [row.mean_probability, row.high])));
  const axis = { format: ".0%", tickCount: 5 };
  const scale = { domain: [0, end], nice: false };
  const x = { type: "quantitative", title: "said: mean probability of churn", axis, scale };
  const y = { type: "quantitative", title: "happened: churn rate", axis: { ...axis, domain: false }, scale };
  const data = { values: chartRows(rows) };
  const said = { ...x, field: "mean_probability" };
  const happened = { ...y, field: "churn_rate" };
  const place = { x: { ...x, datum: 0.8 * end }, y: { ...y, datum: 0.8 * end } };
  return chart(words, {
    height: 420,
    layer: [
      diagonal(x, y, end),
      {
        data,
        mark: { type: "rule", color: ink.main, strokeWidth: 2, opacity: 0.5 },
        encoding: { x: said, y: { ...y, field: "low" }, y2: { field: "high" } },
      },
      { data, mark: { type: "line", color: ink.main }, encoding: { x: said, y: happened } },
      { data, mark: { type: "point", color: ink.main, opacity: 1, tooltip: true }, encoding: { x: said, y: happened } },
      ...noteAt(place, "as said", { align: "left", dx: 12, dy: 10 }),
    ],
  });
}
