// The track of contacts in a customer's timeline: points with their words beside them.
import { side, type Track } from "./customer-timeline-tracks";
import { chartRows } from "./rows";
import { palette } from "./spec";
import { fitted } from "./text-width";

/** Less is no room for the beginning of a label. */
const ROOM_FOR_WORDS = 60;

const contactTooltip = [
  { field: "label", type: "nominal", title: "what" },
  { field: "at", type: "temporal", timeUnit: "utcyearmonthdate", title: "on" },
  { field: "value", type: "quantitative", title: "offer, USD" },
];

/** When somebody was contacted, by what; words that have no room on the right stand on the left. */
export const contactTrack: Track = ({ contacts, from, until }, time, width) => {
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
