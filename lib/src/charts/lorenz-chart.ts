// How unequally an amount is spread over people.
import { chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

/** A point of the curve: the poorest `population_share` of people hold `amount_share` of the amount. */
export interface LorenzPoint {
  readonly population_share: number;
  readonly amount_share: number;
}

export interface LorenzWords extends ChartWords {
  readonly x_title: string;
  readonly y_title: string;
  /** A point of the curve to mark, with its words. */
  readonly marker?: LorenzPoint & { readonly label: string };
}

/** The Lorenz curve below the line of equality; the larger the gap, the more unequal. */
export function lorenzChart(points: readonly LorenzPoint[], words: LorenzWords): VegaLiteSpec {
  if (points.length === 0) return emptyChart(words);
  const axis = { format: ".0%", tickCount: 5 };
  const scale = { domain: [0, 1] };
  const x = { field: "population_share", type: "quantitative", title: words.x_title, axis, scale };
  const y = {
    field: "amount_share",
    type: "quantitative",
    title: words.y_title,
    axis: { ...axis, domain: false },
    scale,
  };
  const ends = [{ population_share: 0, amount_share: 0 }, ...points, { population_share: 1, amount_share: 1 }];
  const data = { values: chartRows(ends) };
  const equal = ends.map(({ population_share }) => ({ population_share, amount_share: population_share }));
  const encoding = { x, y };
  const equality = { population_share: 0.42, amount_share: 0.42, label: "everyone alike" };
  return chart(words, {
    height: 380,
    layer: [
      { data, mark: { type: "area", color: ink.main, opacity: 0.12 }, encoding: { x, y: { ...y, stack: null } } },
      {
        data: { values: [equal[0], equal.at(-1)] },
        mark: { type: "line", color: ink.quiet, strokeDash: [4, 4], strokeWidth: 1.5 },
        encoding,
      },
      { data, mark: { type: "line", color: ink.main, tooltip: true }, encoding },
      ...note(equality, encoding),
      ...(words.marker ? [dot(words.marker, encoding), ...note(words.marker, encoding)] : []),
    ],
  });
}

function dot(point: LorenzPoint, encoding: object): object {
  return { data: { values: [point] }, mark: { type: "point", size: 90, color: ink.main, opacity: 1 }, encoding };
}

/** Words beside a point, on a white edge so that lines behind them do not matter. */
function note(point: LorenzPoint & { readonly label: string }, encoding: object): object[] {
  const mark = { type: "text", align: "right", dx: -12 };
  return [{ ...mark, stroke: "#FFFFFF", strokeWidth: 4, strokeJoin: "round" }, mark].map((look) => ({
    data: { values: [point] },
    mark: look,
    encoding: { ...encoding, text: { field: "label" } },
  }));
}
