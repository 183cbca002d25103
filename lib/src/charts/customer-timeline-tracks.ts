// What the tracks of a customer's timeline have in common: what they show, and the room beside them.

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
export const NAMES_AT = 46;
const LABELS = 62;

/** The least width of a span, so that what has only begun today is seen; the axes have as much room at their ends. */
export const SHORTEST = 10;

/** Draws one track as wide as the others; `time` makes its axis. */
export type Track = (tracks: TimelineTracks, time: (field: string) => object, width: number) => object;

/** The same room for every track's labels, so that the axes of time lie under each other. */
export const side = (title: string, axis: object = {}) => ({
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
