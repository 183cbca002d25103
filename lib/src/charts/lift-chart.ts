// Where the churners are when customers stand in the order of their score.

import { noteAt, once } from "./churn-marks";
import { chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

/** A tenth of the customers; 1 is the riskiest. */
export interface LiftRow {
  readonly decile: number;
  /** Churn rate over everyone's. */
  readonly lift: number;
  /** Where the lift lies in most resamples; no line is drawn when left out. */
  readonly lift_low?: number;
  readonly lift_high?: number;
}

/** Lift by decile of the score, with a dashed rule at 1, where the score is no better than chance. */
export function liftChart(rows: readonly LiftRow[], words: ChartWords): VegaLiteSpec {
  if (rows.length === 0) return emptyChart(words);
  const title = "tenth of the customers, the riskiest first";
  const x = { field: "decile", type: "ordinal", title, axis: { labelAngle: 0, grid: false } };
  const most = Math.max(1, ...rows.map(({ lift, lift_high = lift }) => lift_high));
  const doubt = rows.filter(({ lift_low, lift_high }) => lift_low !== undefined && lift_high !== undefined);
  const y = {
    type: "quantitative",
    title: "lift: times everyone's churn rate",
    axis: { tickCount: 5, domain: false, ticks: false },
    scale: { domain: [0, 1.1 * most], nice: false },
  };
  const data = { values: chartRows(rows.map((row) => ({ ...row, label_at: row.lift_high ?? row.lift }))) };
  return chart(words, {
    layer: [
      { data, mark: { type: "bar", cornerRadiusEnd: 2, tooltip: true }, encoding: { x, y: { ...y, field: "lift" } } },
      {
        data: { values: chartRows(doubt) },
        mark: { type: "rule", strokeWidth: 2, color: ink.text },
        encoding: { x, y: { ...y, field: "lift_low" }, y2: { field: "lift_high" } },
      },
      { data: once, mark: { type: "rule", strokeDash: [4, 4], color: ink.text }, encoding: { y: { ...y, datum: 1 } } },
      ...[{ stroke: "#FFFFFF", strokeWidth: 4, strokeJoin: "round" }, {}].map((edge) => ({
        data,
        mark: { type: "text", baseline: "bottom", dy: -4, ...edge },
        encoding: { x, y: { ...y, field: "label_at" }, text: { field: "lift", format: ".1f" } },
      })),
      ...noteAt({ y: { ...y, datum: 1 }, x: { value: "width" } }, "chance", { align: "right", dx: -4, dy: -9 }),
    ],
  });
}
