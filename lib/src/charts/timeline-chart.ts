// The history of one customer: versions as spans, and the changes that opened them, as they happened and as we heard.
import { chartRows } from "./rows";
import { type ChartWords, chart, emptyChart, ink, type VegaLiteSpec } from "./spec";

/** A version of what was known: valid from a day (inclusive) to a day (exclusive), or still. */
export interface VersionSpan {
  readonly label: string;
  readonly valid_from: Date | string;
  readonly valid_to: Date | string | null;
}

/** A change: when it took effect, and when its message came. */
export interface ChangeEvent {
  readonly label: string;
  readonly changed_at: Date | string;
  readonly recorded_at: Date | string;
}

export interface TimelineWords extends ChartWords {
  /** Where a version that is still valid ends on the chart: the as_of_date. */
  readonly until: string;
}

const KINDS = ["version valid", "change took effect", "message came late"] as const;

/** One line per version and per change; a dashed line leads from a late change to the day its message came. */
export function timelineChart(
  versions: readonly VersionSpan[],
  changes: readonly ChangeEvent[],
  words: TimelineWords,
): VegaLiteSpec {
  if (versions.length === 0) return emptyChart(words);
  const spans = chartRows(versions).map((row) => ({ ...row, valid_to: row.valid_to ?? words.until, kind: KINDS[0] }));
  const events = chartRows(changes);
  const late = events.filter((row) => dayOf(row.changed_at) !== dayOf(row.recorded_at));
  const order = [...versions, ...changes].map(({ label }) => label);
  const axis = { ticks: false, domain: false, grid: true, labelColor: ink.text, labelLimit: 260 };
  const y = { field: "label", type: "nominal", sort: null, scale: { domain: [...new Set(order)] }, title: null, axis };
  const time = {
    type: "temporal",
    scale: { type: "utc" },
    title: null,
    axis: { format: "%b %Y", grid: false, tickCount: 6 },
  };
  const kinds = { domain: [...KINDS], range: [ink.main, ink.text, ink.bad] };
  const shapes = { domain: [...KINDS], range: ["square", "circle", "diamond"] };
  const marks = [
    ...events.map((row) => ({ label: row.label, at: row.changed_at, kind: KINDS[1] })),
    ...late.map((row) => ({ label: row.label, at: row.recorded_at, kind: KINDS[2] })),
  ];
  const color = { field: "kind", type: "nominal", scale: kinds };
  const layers = [
    {
      data: { values: spans },
      mark: { type: "bar", size: 14, cornerRadius: 2 },
      encoding: { y, x: { ...time, field: "valid_from" }, x2: { field: "valid_to" }, color },
    },
    {
      data: { values: late },
      mark: { type: "rule", strokeDash: [3, 3], color: ink.bad },
      encoding: { y, x: { ...time, field: "changed_at" }, x2: { field: "recorded_at" } },
    },
    {
      data: { values: marks },
      mark: { type: "point", size: 80, opacity: 1 },
      encoding: { y, x: { ...time, field: "at" }, color, shape: { field: "kind", type: "nominal", scale: shapes } },
    },
  ];
  const shown = layers.filter(({ data }) => data.values.length > 0);
  return chart(words, { height: 26 * order.length + 120, layer: shown });
}

function dayOf(value: unknown): string {
  return String(value).slice(0, 10);
}
