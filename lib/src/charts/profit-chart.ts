// What contacting more customers brings and costs.
import { noteAt, once } from "./churn-marks";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

/** What one threshold does. */
export interface ProfitRow {
  /** Part of all customers contacted. */
  readonly contacted_share: number;
  /** Against contacting nobody, dollars. */
  readonly profit: number;
}

export interface ProfitWords extends ChartWords {
  /** Thresholds to mark, e.g. the one chosen beforehand. */
  readonly markers?: readonly (ProfitRow & { readonly label: string })[];
}

/** Expected profit by the part of the customers contacted, the riskiest first; below zero contacting loses money. */
export function profitChart(rows: readonly ProfitRow[], words: ProfitWords): VegaLiteSpec {
  const { markers = [] } = words;
  if (rows.length === 0) return emptyChart(words);
  const x = {
    field: "contacted_share",
    type: "quantitative",
    title: "part of the customers contacted, the riskiest first",
    axis: { format: ".0%", tickCount: 6, grid: false },
    scale: { domain: [0, 1] },
  };
  const title = "expected profit, USD";
  const axis = { format: "$~s", tickCount: 5, domain: false, ticks: false };
  const y = { field: "profit", type: "quantitative", title, axis, scale: { nice: true } };
  const zero = {
    data: once,
    mark: { type: "rule", color: ink.quiet },
    encoding: { y: { ...y, field: undefined, datum: 0 } },
  };
  const points = rows.map(({ contacted_share, profit }) => ({ contacted_share, profit })); // outcomes may come along
  const values = [{ contacted_share: 0, profit: 0 }, ...points];
  const marked = markers.flatMap(({ label, contacted_share, profit }) => {
    const at = { x: { ...x, field: undefined, datum: contacted_share }, y: { ...y, field: undefined, datum: profit } };
    const isLeft = contacted_share <= 0.5;
    return [
      { data: once, mark: { type: "point", size: 90, color: ink.bad, opacity: 1 }, encoding: plain(at) },
      ...noteAt(plain(at), label, { align: isLeft ? "left" : "right", dx: isLeft ? 10 : -10, dy: -8 }),
    ];
  });
  return chart(words, {
    layer: [plain(zero), { data: { values }, mark: { type: "line", color: ink.main }, encoding: { x, y } }, ...marked],
  });
}

/** Without the fields that are not set. */
function plain(spec: object): object {
  return JSON.parse(JSON.stringify(spec));
}
