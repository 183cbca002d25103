// All that happened to one customer, on tracks that share one axis of time.
import { day, isoDay } from "../core/dates";
import type { CardVersion, Contact, RiskScore, SegmentSnapshot } from "./life";
import { type CustomerTransaction, centsOf } from "./transactions";

/** A stretch of days in which something held; it starts and ends at the end of the timeline when it has only begun then. */
export interface TimelineSpan {
  readonly start: Date;
  readonly end: Date;
  readonly label: string;
}

/** A value that held for a stretch of days. */
export interface TimelineLevel extends TimelineSpan {
  readonly value: number;
}

/** Something that happened at a moment. */
export interface TimelinePoint {
  readonly at: Date;
  readonly label: string;
  readonly value: number | null;
}

/** A churn risk score, 0..100. */
export interface TimelineRisk extends TimelinePoint {
  readonly is_backtest: boolean;
}

export interface CustomerTimeline {
  readonly from: Date;
  /** The day after the last. */
  readonly until: Date;
  /** Approved spend by week; weeks of seven days counted from the first day. */
  readonly spend: readonly { readonly week_start: Date; readonly spend_amount: number }[];
  readonly limits: readonly TimelineLevel[];
  readonly cards: readonly TimelineSpan[];
  readonly segments: readonly TimelineSpan[];
  readonly risks: readonly TimelineRisk[];
  /** The value is what was offered, in US dollars. */
  readonly contacts: readonly TimelinePoint[];
}

export interface TimelineSources {
  readonly transactions: readonly CustomerTransaction[];
  readonly versions: readonly CardVersion[];
  readonly segments: readonly SegmentSnapshot[];
  readonly scores: readonly RiskScore[];
  readonly contacts: readonly Contact[];
}

/** One timeline over [from, until): what lies outside is cut off, neighbours that are alike are joined. */
export function customerTimeline(sources: TimelineSources, from: string, until: string): CustomerTimeline {
  const [start, end] = [day(from), day(until)];
  const versions = sources.versions.map((row) => ({ ...row, start: row.valid_from, end: row.valid_to ?? end }));
  const snapshots = sources.segments.map((row, i) => ({
    start: row.snapshot_date,
    end: sources.segments[i + 1]?.snapshot_date ?? end,
    label: row.customer_segment,
  }));
  const inside = (at: Date) => at >= start && at < end;
  return {
    from: start,
    until: end,
    spend: weeklySpend(sources.transactions, from, until),
    limits: joined(
      versions.flatMap((row) => {
        const value = row.credit_limit;
        return value === null ? [] : [{ ...spanOf(row), value, label: `$${value.toLocaleString("en-US")}` }];
      }),
      start,
      end,
    ),
    cards: joined(
      versions.flatMap((row) => (row.card_type === null ? [] : [{ ...spanOf(row), label: row.card_type }])),
      start,
      end,
    ),
    segments: joined(snapshots, start, end),
    risks: sources.scores
      .filter((row) => row.churn_risk_score !== null && row.snapshot_date >= start && row.snapshot_date <= end)
      .map((row) => ({
        at: row.snapshot_date,
        value: row.churn_risk_score,
        label: row.churn_risk_category ?? "",
        is_backtest: row.is_backtest,
      })),
    contacts: sources.contacts
      .filter(({ contacted_at }) => inside(contacted_at))
      .map((row) => ({ at: row.contacted_at, value: row.offer_amount, label: contactLabel(row) })),
  };
}

function contactLabel({ campaign, channel, responded_at }: Contact): string {
  return `${campaign} (${channel})${responded_at ? `, answered on ${isoDay(responded_at)}` : ""}`;
}

function spanOf({ start, end }: { readonly start: Date; readonly end: Date }) {
  return { start, end };
}

/** Spans cut to [start, end), and neighbours of the same label made one; what begins on the last day is kept, without length. */
function joined<Span extends TimelineSpan>(spans: readonly Span[], start: Date, end: Date): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const cut = { ...span, start: span.start < start ? start : span.start, end: span.end > end ? end : span.end };
    const last = result.at(-1);
    const has_length = cut.start < cut.end;
    if (!has_length && cut.start.getTime() !== end.getTime()) continue;
    if (last?.label === cut.label && last.end.getTime() === cut.start.getTime()) {
      result[result.length - 1] = { ...last, end: cut.end };
    } else result.push(cut);
  }
  return result;
}

function weeklySpend(transactions: readonly CustomerTransaction[], from: string, until: string) {
  const WEEK = 7 * 86_400_000;
  const [start, end] = [day(from).getTime(), day(until).getTime()];
  const cents = new Array<number>(Math.max(0, Math.ceil((end - start) / WEEK))).fill(0);
  for (const { transaction_at, amount, status } of transactions) {
    const at = transaction_at.getTime();
    const week = Math.floor((at - start) / WEEK);
    if (status === "approved" && at < end && cents[week] !== undefined) cents[week] += centsOf(amount);
  }
  return cents.map((spend, i) => ({ week_start: new Date(start + i * WEEK), spend_amount: spend / 100 }));
}

/**
 * The last of a list that a day has seen, by the day on which each began to hold.
 *
 * @param rows in the order of their days
 * @example
 * latestBefore([{ on: day("2025-01-01") }, { on: day("2025-03-01") }], "2025-02-01", ({ on }) => on); // => { on: day("2025-01-01") }
 */
export function latestBefore<Row>(rows: readonly Row[], as_of: string, dateOf: (row: Row) => Date): Row | undefined {
  return rows.filter((row) => isoDay(dateOf(row)) <= as_of).at(-1);
}
