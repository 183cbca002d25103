// How a score trades churners found against customers bothered.
import { diagonal, noteAt } from "./churn-marks";
import { chartRows, valuesOf } from "./rows";
import { type ChartWords, chart, emptyChart, palette, type VegaLiteSpec } from "./spec";

/** A point of one model's curve; `model` may carry its AUC: "trees, AUC 0.90". */
export interface RocRow {
  readonly model: string;
  readonly false_positive_rate: number;
  readonly true_positive_rate: number;
}

/** ROC curves, one line per model, above the diagonal of chance. Points are joined in the order of the rows. */
export function rocChart(rows: readonly RocRow[], words: ChartWords): VegaLiteSpec {
  if (rows.length === 0) return emptyChart(words);
  const domain = valuesOf(rows, "model");
  const axis = { format: ".0%", tickCount: 5 };
  const scale = { domain: [0, 1] };
  const x = { type: "quantitative", title: "part of those who stayed", axis, scale };
  const y = { type: "quantitative", title: "part of all churners found", axis: { ...axis, domain: false }, scale };
  const encoding = {
    x: { ...x, field: "false_positive_rate" },
    y: { ...y, field: "true_positive_rate" },
    color: { field: "model", type: "nominal", scale: { domain, range: palette.slice(0, domain.length) } },
    order: { field: "point" },
  };
  const values = chartRows(rows).map((row, point) => ({ ...row, point }));
  const place = { x: { ...x, datum: 0.6 }, y: { ...y, datum: 0.6 } };
  return chart(words, {
    height: 420,
    layer: [
      diagonal(x, y, 1),
      { data: { values }, mark: { type: "line" }, encoding },
      ...noteAt(place, "chance", { align: "left", dx: 12, dy: 6 }),
    ],
  });
}
