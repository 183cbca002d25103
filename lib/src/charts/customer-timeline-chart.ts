// The life of one customer: tracks under each other that share one axis of time.
import { softColors } from "./named-colors";
import { chartRows, valuesOf } from "./rows";
import { type ChartWords, chart, chartWidth, emptyChart, ink, palette, type VegaLiteSpec } from "./spec";
import { fitted, textWidth } from "./text-width";

/** What the tracks show; a track without anything in it is left out. */
export interface TimelineTracks {
  readonly from: Date;
  readonly until: Date;
  readonly spend: readonly { readonly week_start: Date; readonly spend_amount: number }[];
  readonly limits: readonly (TrackSpan & { readonly value: number })[];
  readonly cards: readonly TrackSpan[];
  readonly segments: readonly TrackSpan[];
  readonly risks: readonly (TrackPoint & { readonly is_backtest: boolean })[];
  readonly contacts: readonly TrackPoint[];
}

interface TrackSpan {
  readonly start: Date;
  readonly end: Date;
  readonly label: string;
}

interface TrackPoint {
  readonly at: Date;
  readonly label: string;
  readonly value: number | null;
}

/** From the axis to the right end of a track's name, and the room for the numbers between. */
const NAMES_AT = 46;
const LABELS = 62;

/** The least width of a span, so that what has only begun today is seen; the axes have as much room at their ends. */
const SHORTEST = 10;

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

type Track = (tracks: TimelineTracks, time: (field: string) => object, width: number) => object;

/** The same room for every track's labels, so that the axes of time lie under each other. */
const side = (title: string, axis: object = {}) => ({
  title,
  axis: {
    minExtent: LABELS,
    maxExtent: LABELS,
    titleAngle: 0,
    titleAlign: "right",
    titleX: -NAMES_AT,
    titleY: 12,
    domain: false,
    ticks: false,
    tickCount: 3,
    ...axis,
  },
});

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

/** Less is no room for the beginning of a label. */
const ROOM_FOR_WORDS = 60;

const contactTooltip = [
  { field: "label", type: "nominal", title: "what" },
  { field: "at", type: "temporal", timeUnit: "utcyearmonthdate", title: "on" },
  { field: "value", type: "quantitative", title: "offer, USD" },
];

const contactTrack: Track = ({ contacts, from, until }, time, width) => {
  const pixels = (start: Date, end: Date) =>
    (width * (end.getTime() - start.getTime())) / (until.getTime() - from.getTime()) - 20;
  const last = contacts.at(-1);
  const isLastLeft = last !== undefined && pixels(last.at, until) < ROOM_FOR_WORDS; // who stands at the end speaks to the left
  const values = chartRows(contacts).map((row, i) => {
    const isLeft = isLastLeft && i === contacts.length - 1;
    const [before, at, after] = [contacts[i - 1]?.at, contacts[i]!.at, contacts[i + 1]?.at];
    const room = isLeft
      ? pixels(before ?? from, at) / (before ? 2 : 1) // the other half is for the words of the one before
      : pixels(at, after ?? until) / (isLastLeft && i === contacts.length - 2 ? 2 : 1);
    return {
      ...row,
      track: "contact",
      isLeft,
      text: room < ROOM_FOR_WORDS ? "" : fitted(contacts[i]!.label, room, 11),
    };
  });
  const words = {
    type: "text",
    align: { expr: "datum.isLeft ? 'right' : 'left'" },
    dx: { expr: "datum.isLeft ? -8 : 8" },
    fontSize: 11,
  };
  return {
    width,
    height: 24,
    data: { values },
    encoding: { x: time("at"), y: { field: "track", type: "nominal", ...side("contact", { labels: false }) } },
    layer: [
      { mark: { type: "point", color: palette[1], size: 70, opacity: 1 }, encoding: { tooltip: contactTooltip } },
      { mark: words, encoding: { text: { field: "text" } } },
    ],
  };
};

/** One scale for cards and segments: two of them would make two legends. */
function spanColors({ cards, segments }: TimelineTracks) {
  const domain = valuesOf([...cards, ...segments], "label");
  return { domain, range: softColors(domain) };
}

/** Short spans have no room for their name: the legend holds those of the segments, a card's is told by its span. */
const legendOf = ({ segments }: TimelineTracks) =>
  segments.length === 0
    ? null
    : { values: valuesOf(segments, "label"), symbolType: "square", symbolStrokeWidth: 0, columnPadding: 18 };

const spanTooltip = [
  { field: "label", type: "nominal", title: "what" },
  { field: "start", type: "temporal", timeUnit: "utcyearmonthdate", title: "shown from" },
  { field: "end", type: "temporal", timeUnit: "utcyearmonthdate", title: "until" },
];

function spanTrack(name: "card" | "segment"): Track {
  return (tracks, time, width) => {
    const spans = name === "card" ? tracks.cards : tracks.segments;
    const all = tracks.until.getTime() - tracks.from.getTime();
    const shortest = (SHORTEST * all) / width;
    const drawn = spans.map(({ start, end, label }) => {
      const drawn_to = new Date(Math.max(end.getTime(), start.getTime() + shortest));
      return { start, end, drawn_to, label };
    });
    const values = chartRows(drawn).map((row, i) => {
      const room = (width * (spans[i]!.end.getTime() - spans[i]!.start.getTime())) / all - 10;
      return { ...row, track: name, text: room < 24 ? "" : fitted(spans[i]!.label, room, 11) };
    });
    const y = { field: "track", type: "nominal", ...side(name, { labels: false }) };
    return {
      width,
      height: 24,
      data: { values },
      layer: [
        {
          mark: {
            type: "bar",
            clip: true,
            stroke: "#FFFFFF",
            strokeWidth: 2,
            height: 20,
          },
          encoding: {
            x: time("start"),
            x2: { field: "drawn_to" },
            y,
            tooltip: spanTooltip,
            color: { field: "label", type: "nominal", scale: spanColors(tracks), legend: legendOf(tracks) },
          },
        },
        {
          mark: { type: "text", align: "left", dx: 6, fontSize: 11 },
          encoding: { x: time("start"), y, text: { field: "text" } },
        },
      ],
    };
  };
}
