// A track of spans in a customer's timeline: which card, or which segment, from when to when.
import { SHORTEST, side, type TimelineTracks, type Track } from "./customer-timeline-tracks";
import { softColors } from "./named-colors";
import { chartRows, valuesOf } from "./rows";
import { fitted } from "./text-width";

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

/** Cards or segments as bars one after the other, each with its name where there is room. */
export function spanTrack(name: "card" | "segment"): Track {
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
