// Why one customer's score is what it is.
import { chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

/** What one fact about the customer adds to the log odds of churn. */
export interface ReasonRow {
  /** In business words: "no purchase for 41 days". */
  readonly sentence: string;
  /** Above 0 raises the risk, below lowers it. */
  readonly margin: number;
}

/** Bars to the right for what raises a customer's risk, to the left for what lowers it, in the order of the rows. */
export function reasonsChart(rows: readonly ReasonRow[], words: ChartWords): VegaLiteSpec {
  if (rows.length === 0) return emptyChart(words);
  const y = {
    field: "sentence",
    type: "nominal",
    title: null,
    sort: null,
    axis: { ticks: false, domain: false, labelColor: ink.text, labelLimit: 280 },
    scale: { paddingInner: 0.35, paddingOuter: 0.2 },
  };
  const margins = rows.map(({ margin }) => margin);
  const [least, most] = [Math.min(0, ...margins), Math.max(0, ...margins)];
  const room = 0.18 * (most - least || 1);
  const x = {
    field: "margin",
    type: "quantitative",
    title: "added to the log odds of churn",
    axis: { format: "+.1f", labelExpr: "datum.value === 0 ? '0' : datum.label", tickCount: 5, domain: false },
    scale: { domain: [least - (least < 0 ? room : 0), most + room], nice: false },
  };
  const domain = ["raises the risk", "lowers the risk"];
  const values = chartRows(rows).map((row) => ({ ...row, effect: Number(row.margin) >= 0 ? domain[0] : domain[1] }));
  const color = { field: "effect", type: "nominal", scale: { domain, range: [ink.bad, ink.good] } };
  const numbers = (test: string, mark: object) => ({
    transform: [{ filter: test }],
    mark: { type: "text", ...mark },
    encoding: { y, x, text: { field: "margin", format: "+.2f" } },
  });
  return chart(words, {
    data: { values },
    height: Math.max(60, 30 * rows.length) + 130,
    layer: [
      { mark: { type: "bar", cornerRadiusEnd: 2, tooltip: true }, encoding: { y, x, color } },
      numbers("datum.margin >= 0", { align: "left", dx: 5 }),
      numbers("datum.margin < 0", { align: "right", dx: -5 }),
    ],
  });
}
