// The life of one customer: tracks under each other that share one axis of time.
import { contactTrack } from "./contact-track";
import { NAMES_AT, SHORTEST, side, type TimelineTracks, type Track } from "./customer-timeline-tracks";
import { chartRows } from "./rows";
import { spanTrack } from "./span-track";
import { type ChartWords, chart, chartWidth, emptyChart, ink, type VegaLiteSpec } from "./spec";
import { textWidth } from "./text-width";

/** The theme's space at both sides of a chart. */
const MARGINS = 18;

/** Spend by week, limit, card, segment, churn risk and contacts of one customer, from top to bottom. */
export function customerTimelineChart(tracks: TimelineTracks, words: ChartWords): VegaLiteSpec {
  if (tracks.spend.length === 0) return emptyChart(words);
  const parts = [
    { name: "spend", rows: tracks.spend, make: spendTrack },
    { name: "limit", rows: tracks.limits, make: limitTrack },
    { name: "card", rows: tracks.cards, make: spanTrack("card") },
    { name: "segment", rows: tracks.segments, make: spanTrack("segment") },
    { name: "risk", rows: tracks.risks, make: riskTrack },
    { name: "contact", rows: tracks.contacts, make: contactTrack },
  ].filter(({ rows }) => rows.length > 0);
  const names = Math.max(...parts.map(({ name }) => textWidth(name, 12)));
  const width = Math.floor(chartWidth - MARGINS - NAMES_AT - names);
  const time = (field: string, isLast: boolean) => ({
    field,
    type: "temporal",
    scale: { type: "utc", nice: false, padding: SHORTEST },
    title: null,
    axis: {
      format: "%b %Y",
      tickCount: 6,
      labels: isLast,
      ticks: isLast,
      domain: isLast,
      grid: true,
      labelFlush: 2 * SHORTEST + 2, // what has only begun today reaches so far beyond it
    },
  });
  const views = parts.map(({ make }, i) => make(tracks, (field) => time(field, i === parts.length - 1), width));
  return chart(words, {
    vconcat: views,
    resolve: { scale: { x: "shared" } },
    spacing: 10,
    bounds: "flush",
    autosize: "pad",
    width: undefined,
    height: undefined,
  });
}

const spendTrack: Track = ({ spend, until }, time, width) => ({
  width,
  height: 110,
  data: { values: chartRows([...spend, { ...spend.at(-1)!, week_start: until }]) }, // the last week has an end too
  mark: { type: "area", clip: true, color: ink.main, opacity: 0.75, interpolate: "step-after" },
  encoding: {
    x: time("week_start"),
    y: {
      field: "spend_amount",
      type: "quantitative",
      scale: { domain: [0, Math.max(1, ...spend.map(({ spend_amount }) => spend_amount))], nice: true },
      ...side("spend", { format: "$~s" }),
    },
  },
});

const limitTrack: Track = ({ limits }, time, width) => ({
  width,
  height: 50,
  data: { values: chartRows(limits) },
  mark: { type: "rule", clip: true, color: ink.text, strokeWidth: 3 },
  encoding: {
    x: time("start"),
    x2: { field: "end" },
    y: {
      field: "value",
      type: "quantitative",
      scale: { domain: [0, 1.1 * Math.max(...limits.map(({ value }) => value))], nice: false },
      ...side("limit", { format: "$~s", tickCount: 2 }),
    },
  },
});

const riskTrack: Track = ({ risks }, time, width) => ({
  width,
  height: 60,
  data: { values: chartRows(risks) },
  encoding: {
    x: time("at"),
    y: {
      field: "value",
      type: "quantitative",
      scale: { domain: [0, 100] },
      ...side("risk", { values: [0, 40, 70, 100], tickCount: 4 }),
    },
  },
  layer: [
    { mark: { type: "line", color: ink.bad, strokeWidth: 1.5 } },
    {
      mark: {
        type: "point",
        filled: true,
        stroke: ink.bad,
        strokeWidth: 1.5,
        size: 50,
        opacity: 1,
        tooltip: { content: "data" },
      },
      // hollow: said since, not on the day
      encoding: { fill: { condition: { test: "datum.is_backtest", value: "#FFFFFF" }, value: ink.bad } },
    },
  ],
});
