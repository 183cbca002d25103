// Marks that the charts about a churn score share.
import { ink } from "./spec";

/** Data for a mark that stands once, at a place of its own. */
export const once = { values: [{}] };

/** The dashed diagonal of a square where both axes agree, up to `end`. */
export function diagonal(x: object, y: object, end: number): object {
  const values = [0, end].map((value) => ({ across: value, up: value }));
  return {
    data: { values },
    mark: { type: "line", color: ink.quiet, strokeDash: [4, 4], strokeWidth: 1.5 },
    encoding: { x: { ...x, field: "across" }, y: { ...y, field: "up" } },
  };
}

/** Words at a place, on a white edge so that lines behind them do not matter. */
export function noteAt(place: object, label: string, mark: object): object[] {
  const look = { type: "text", ...mark };
  const edge = { ...look, stroke: "#FFFFFF", strokeWidth: 4, strokeJoin: "round" };
  return [edge, look].map((each) => ({
    data: { values: [{ note: label }] },
    mark: each,
    encoding: { ...place, text: { field: "note" } },
  }));
}
