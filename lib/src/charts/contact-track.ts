// The track of contacts in a customer's timeline: points with their words beside them.
import { side, type Track } from "./customer-timeline-tracks";
import { chartRows } from "./rows";
import { palette } from "./spec";
import { fitted } from "./text-width";

/** Less is no room for the beginning of a label. */
const ROOM_FOR_WORDS = 60;

/** What a point and the space around it take. */
const POINT = 20;

const contactTooltip = [
  { field: "label", type: "nominal", title: "what" },
  { field: "at", type: "temporal", timeUnit: "utcyearmonthdate", title: "on" },
  { field: "value", type: "quantitative", title: "offer, USD" },
];

interface Label {
  /** Whether it stands on the left of its point. */
  readonly isLeft: boolean;
  /** Pixels that it may take; 0 when there is no room for any word. */
  readonly room: number;
}

/**
 * Where the words of each contact go: right of it, up to the next. The last has often no room there, because the timeline
 * ends; then it speaks to the left, and shares the room with the one before, or takes it all when half is too little.
 *
 * @param places pixels from the left, in their order
 */
export function contactLabels(places: readonly number[], width: number): Label[] {
  const enough = (room: number) => (room < ROOM_FOR_WORDS ? 0 : room);
  const gaps = places.map((place, i) => (places[i + 1] ?? width) - place - POINT);
  const labels = gaps.map((room) => ({ isLeft: false, room: enough(room) }));
  const last = labels.length - 1;
  if (last < 0 || labels[last]!.room > 0) return labels;
  const before = last === 0 ? places[0]! - POINT : gaps[last - 1]!;
  const half = last === 0 ? 0 : enough(before / 2);
  labels[last] = { isLeft: true, room: half || enough(before) };
  if (last > 0 && labels[last]!.room > 0) labels[last - 1] = { isLeft: false, room: half };
  return labels;
}

/** When somebody was contacted, by what. */
export const contactTrack: Track = ({ contacts, from, until }, time, width) => {
  const all = until.getTime() - from.getTime();
  const labels = contactLabels(
    contacts.map(({ at }) => (width * (at.getTime() - from.getTime())) / all),
    width,
  );
  const values = chartRows(contacts).map((row, i) => {
    const { isLeft, room } = labels[i]!;
    return { ...row, track: "contact", isLeft, text: room === 0 ? "" : fitted(contacts[i]!.label, room, 11) };
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
