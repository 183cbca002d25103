// Which inputs of a model have moved.
import { once } from "./churn-marks";
import { type ChartWords, chart, emptyChart, ink, palette, type VegaLiteSpec } from "./spec";

/** A feature's population stability index. */
export interface StabilityRow {
  readonly feature: string;
  readonly psi: number;
  readonly band: "stable" | "moderate" | "major";
}

const BANDS = { stable: ink.main, moderate: palette[1], major: ink.bad } as const;

/** Bars of the stability index in the order of the rows, coloured by band; dashed rules where the bands begin. */
export function stabilityChart(rows: readonly StabilityRow[], words: ChartWords): VegaLiteSpec {
  if (rows.length === 0) return emptyChart(words);
  const y = {
    field: "feature",
    type: "nominal",
    title: null,
    sort: null,
    axis: { ticks: false, domain: false, labelColor: ink.text },
    scale: { paddingInner: 0.35, paddingOuter: 0.2 },
  };
  const most = Math.max(0.3, ...rows.map(({ psi }) => psi));
  const x = {
    type: "quantitative",
    title: "population stability index",
    axis: { tickCount: 5, domain: false, grid: false },
    scale: { domain: [0, 1.12 * most], nice: false },
  };
  const color = {
    field: "band",
    type: "nominal",
    scale: { domain: Object.keys(BANDS), range: Object.values(BANDS) },
  };
  const data = { values: rows.map(({ feature, psi, band }) => ({ feature, psi, band })) };
  const rules = [0.1, 0.25].map((value) => ({
    data: once,
    mark: { type: "rule", strokeDash: [4, 4], color: ink.text },
    encoding: { x: { ...x, datum: value } },
  }));
  return chart(words, {
    height: Math.max(60, 26 * rows.length) + 150,
    layer: [
      {
        data,
        mark: { type: "bar", cornerRadiusEnd: 2, tooltip: true },
        encoding: { y, x: { ...x, field: "psi" }, color },
      },
      {
        data,
        mark: { type: "text", align: "left", dx: 5 },
        encoding: { y, x: { ...x, field: "psi" }, text: { field: "psi", format: ".2f" } },
      },
      ...rules,
    ],
  });
}
