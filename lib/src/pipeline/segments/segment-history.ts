// How segments change from month to month: their shares, and who moves where.
import { InvalidInputError } from "../../core/errors";
import { shown } from "../../core/options";
import type { Engine } from "../../engine/engine";

/** A segment on one day of the history. */
export interface SegmentMonth {
  readonly snapshot_date: Date;
  readonly customer_segment: string;
  readonly customer_count: number;
  /** Part of that day's customers, 0..1. */
  readonly customer_share: number;
  /** False in the first months: the data is too short for anybody to decline, and only accounts opened since can grow. */
  readonly has_full_windows: boolean;
  /** The band the share should lie in, 0..1. */
  readonly share_low: number;
  readonly share_high: number;
}

/** Shares by month, all five segments on every day, from the list of names. */
export function segmentMonths(db: Engine): Promise<SegmentMonth[]> {
  return db.rows<SegmentMonth>({
    name: "segments by month",
    sql: `with counts as (
              select snapshot_date, customer_segment, count(*) as customer_count
              from gold.customer_segment_history group by snapshot_date, customer_segment
          )
          select dates.snapshot_date, listed.customer_segment, coalesce(counts.customer_count, 0) as customer_count,
              round(coalesce(counts.customer_count, 0)::double
                  / nullifzero(sum(counts.customer_count) over (partition by dates.snapshot_date))::double, 6)
                  as customer_share,
              dates.has_full_windows, listed.share_low::double as share_low, listed.share_high::double as share_high
          from gold.segment_date as dates
          cross join gold.segment_precedence as listed
          left join counts
              on dates.snapshot_date = counts.snapshot_date and listed.customer_segment = counts.customer_segment
          order by dates.snapshot_date, listed.precedence`,
  });
}

/** In how many months a segment's share lay where it should. */
export interface MonthsInBand {
  readonly customer_segment: string;
  readonly month_count: number;
  readonly in_band_count: number;
  readonly below_count: number;
  readonly above_count: number;
  readonly lowest_share: number;
  readonly highest_share: number;
}

/** The months in which both windows are known, against the bands; all segments, in the order of their first row. */
export function monthsInBand(months: readonly SegmentMonth[]): MonthsInBand[] {
  const known = months.filter((month) => month.has_full_windows);
  return [...new Set(known.map((month) => month.customer_segment))].map((customer_segment) => {
    const own = known.filter((month) => month.customer_segment === customer_segment);
    const below_count = own.filter((month) => month.customer_share < month.share_low).length;
    const above_count = own.filter((month) => month.customer_share > month.share_high).length;
    const shares = own.map((month) => month.customer_share);
    return {
      customer_segment,
      month_count: own.length,
      in_band_count: own.length - below_count - above_count,
      below_count,
      above_count,
      lowest_share: Math.min(...shares),
      highest_share: Math.max(...shares),
    };
  });
}

/** Customers who were in one segment on a snapshot and in another, or the same, on the next. */
export interface SegmentMove {
  readonly from_segment: string;
  readonly to_segment: string;
  readonly customer_count: number;
  /** Those of them who bought nothing in the 90 days before the later snapshot. */
  readonly quiet_count: number;
  /** Part of those who were in `from_segment`, 0..1. */
  readonly move_share: number;
  /** What they spent a month in the windows before and after, USD; windows a month apart share 60 of their 90 days. */
  readonly monthly_spend_before: number;
  readonly monthly_spend_after: number;
  readonly monthly_spend_change: number;
}

/**
 * Moves into one snapshot from the one before, those who stayed included; every pair of the five segments is there.
 * Left out are customers without a known trend on either day: they could not have been seen to decline; and those who
 * bought nothing in the 90 days before the first: they stay where they are by doing nothing.
 *
 * @param to_date a snapshot as yyyy-mm-dd, the latest when left out
 * @throws InvalidInputError when the history has no such day, or none before it
 */
export async function segmentMoves(db: Engine, to_date?: string): Promise<SegmentMove[]> {
  const [after, before] = await snapshotAndTheOneBefore(db, to_date);
  return db.rows<SegmentMove>({
    name: "segment moves",
    sql: `with moves as (
              select earlier.customer_segment as from_segment, later.customer_segment as to_segment,
                  count(*) as customer_count, count_if(not later.is_active) as quiet_count,
                  sum(earlier.spend_last_90_days) as spend_before, sum(later.spend_last_90_days) as spend_after
              from gold.customer_segment_history as earlier
              join gold.customer_segment_history as later on earlier.customer_id = later.customer_id
              where earlier.snapshot_date = ?::date and later.snapshot_date = ?::date
                  and earlier.is_trend_known and later.is_trend_known and earlier.is_active
              group by earlier.customer_segment, later.customer_segment
          )
          select source.customer_segment as from_segment, target.customer_segment as to_segment,
              coalesce(moves.customer_count, 0) as customer_count, coalesce(moves.quiet_count, 0) as quiet_count,
              round(coalesce(moves.customer_count, 0)::double
                  / coalesce(nullifzero(sum(moves.customer_count) over (partition by source.customer_segment)), 1)::double, 6)
                  as move_share,
              round(zeroifnull(moves.spend_before)::double / 3, 2) as monthly_spend_before,
              round(zeroifnull(moves.spend_after)::double / 3, 2) as monthly_spend_after,
              round((zeroifnull(moves.spend_after) - zeroifnull(moves.spend_before))::double / 3, 2) as monthly_spend_change
          from gold.segment_precedence as source
          cross join gold.segment_precedence as target
          left join moves
              on source.customer_segment = moves.from_segment and target.customer_segment = moves.to_segment
          order by source.precedence, target.precedence`,
    binds: [before, after],
  });
}

async function snapshotAndTheOneBefore(db: Engine, to_date?: string): Promise<[string, string]> {
  const dates = (
    await db.rows<{ snapshot_date: Date }>({
      name: "snapshots",
      sql: "select snapshot_date from gold.segment_date order by snapshot_date",
    })
  ).map(({ snapshot_date }) => snapshot_date.toISOString().slice(0, 10));
  const at = to_date === undefined ? dates.length - 1 : dates.indexOf(to_date);
  if (at < 1) {
    if (dates.length < 2)
      throw new InvalidInputError(`Segment moves need two snapshots in the history, got ${dates.length}`);
    throw new InvalidInputError(`Segment moves need one of ${dates[1]} to ${dates.at(-1)}, got ${shown(to_date)}`);
  }
  return [dates[at]!, dates[at - 1]!];
}
