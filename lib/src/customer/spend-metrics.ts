// The numbers of a profile from the customer's transactions, as they stood on a day: what gold.customer_360_profile holds
// for as_of_date, for any day before it.
import { addDays, day, daysBetween, isoDay } from "../core/dates";
import type { ProfileRow, RecencyStatus } from "./profile-row";
import { type CustomerTransaction, centsOf } from "./transactions";

/** What an issuer earns from spend, and what a customer costs: gold.issuer_margin. */
export interface IssuerMargin {
  /** Part of spend that is left after rewards and costs, 0..1. */
  readonly spend_margin: number;
  /** US dollars a year and customer. */
  readonly servicing_amount: number;
}

export interface MetricsSetting extends IssuerMargin {
  /** The day the numbers speak of; nothing of it or later counts. */
  readonly as_of: string;
  /** The first day of the data. */
  readonly first_date: string;
  readonly account_open_date: string;
  readonly credit_limit: number | null;
}

export type SpendMetrics = Pick<
  ProfileRow,
  | "lifetime_value"
  | "contribution_value"
  | "total_transactions"
  | "avg_transaction_value"
  | "median_transaction_value"
  | "transaction_value_stddev"
  | "spending_consistency"
  | "spend_last_90_days"
  | "spend_prior_90_days"
  | "spend_change_pct"
  | "mom_spend_change_pct"
  | "avg_monthly_spend"
  | "first_transaction_date"
  | "last_transaction_date"
  | "days_since_last_transaction"
  | "recency_status"
  | "travel_spend_pct"
  | "necessities_spend_pct"
  | "credit_utilization_pct"
>;

/** Sums, sizes and shares of the transactions before `as_of`. Spend is approved purchases; windows are half-open. */
export function spendMetrics(transactions: readonly CustomerTransaction[], setting: MetricsSetting): SpendMetrics {
  const { as_of, credit_limit } = setting;
  const end = day(as_of);
  const before = transactions.filter((row) => row.transaction_at < end);
  const purchases = before.filter((row) => row.status === "approved");
  const within = (from: number, to: number, group?: string) =>
    centsWithin(purchases, addDays(as_of, -from), addDays(as_of, -to), group);
  const recent = within(90, 0);
  const prior = within(180, 90);
  const month = within(30, 0);
  const times = purchases.map((row) => row.transaction_at.getTime());
  const first = purchases.length === 0 ? null : dayOf(times.reduce((a, b) => Math.min(a, b)));
  const last = purchases.length === 0 ? null : dayOf(times.reduce((a, b) => Math.max(a, b)));
  const days = last === null ? null : daysBetween(isoDay(last), as_of);
  const lifetime = sumOf(purchases.map((row) => centsOf(row.amount)));
  const refunds = sumOf(before.filter((row) => row.status === "refunded").map((row) => centsOf(row.amount)));
  return {
    lifetime_value: lifetime / 100,
    contribution_value: contribution(lifetime + refunds, setting),
    ...ticketSizes(purchases.map((row) => centsOf(row.amount))),
    spend_last_90_days: recent / 100,
    spend_prior_90_days: prior / 100,
    spend_change_pct: percent(recent - prior, prior),
    mom_spend_change_pct: percent(month - within(60, 30), within(60, 30)),
    avg_monthly_spend: rounded(recent / 300, 2),
    first_transaction_date: first,
    last_transaction_date: last,
    days_since_last_transaction: days,
    recency_status: recencyStatus(days),
    travel_spend_pct: percent(within(90, 0, "travel"), recent),
    necessities_spend_pct: percent(within(90, 0, "necessities"), recent),
    credit_utilization_pct: credit_limit === null ? null : percent(month, centsOf(credit_limit)),
  };
}

/**
 * How lately a customer bought something.
 *
 * @param days since the last approved purchase; null when there was none
 * @example
 * recencyStatus(29); // => "Active"
 * recencyStatus(60); // => "Inactive"
 */
export function recencyStatus(days: number | null): RecencyStatus {
  if (days === null) return "No Purchases";
  if (days < 30) return "Active";
  return days < 60 ? "Slowing" : "Inactive";
}

/**
 * Whole months from one day to a later one.
 *
 * @example
 * wholeMonths("2024-01-31", "2024-02-29"); // => 1
 * wholeMonths("2024-01-15", "2024-02-14"); // => 0
 */
export function wholeMonths(start: string, end: string): number {
  const [a, b] = [day(start), day(end)];
  const months = 12 * (b.getUTCFullYear() - a.getUTCFullYear()) + b.getUTCMonth() - a.getUTCMonth();
  const isLastDay = (iso: string) => addDays(iso, 1).endsWith("-01");
  const isShort = b.getUTCDate() < a.getUTCDate() && !(isLastDay(start) && isLastDay(end));
  return isShort ? months - 1 : months;
}

function ticketSizes(cents: readonly number[]) {
  const count = cents.length;
  const mean = sumOf(cents) / count;
  const sorted = [...cents].sort((a, b) => a - b);
  const median = (sorted[Math.floor((count - 1) / 2)]! + sorted[Math.floor(count / 2)]!) / 2;
  const deviation = Math.sqrt(sumOf(cents.map((amount) => (amount - mean) ** 2)) / (count - 1));
  return {
    total_transactions: count,
    avg_transaction_value: count === 0 ? null : rounded(sumOf(cents) / 100 / count, 2),
    median_transaction_value: count === 0 ? null : roundedExactly(median / 100, 2),
    transaction_value_stddev: count < 2 ? null : rounded(deviation / 100, 2),
    spending_consistency: count < 2 || mean + deviation === 0 ? null : rounded(mean / (mean + deviation), 4),
  };
}

function contribution(net_cents: number, setting: MetricsSetting): number {
  const { as_of, first_date, account_open_date, spend_margin, servicing_amount } = setting;
  const opened = account_open_date > first_date ? account_open_date : first_date;
  const open_days = Math.max(0, daysBetween(opened, as_of));
  const margin = roundedExactly((net_cents / 100) * spend_margin, 2);
  return roundedExactly(margin - rounded((servicing_amount * open_days) / 365, 2), 2);
}

function centsWithin(rows: readonly CustomerTransaction[], from: string, to: string, group?: string): number {
  const [start, end] = [day(from), day(to)];
  let cents = 0;
  for (const row of rows) {
    const isIn = row.transaction_at >= start && row.transaction_at < end;
    if (isIn && (group === undefined || row.category_group === group)) cents += centsOf(row.amount);
  }
  return cents;
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : rounded((100 * part) / whole, 2);
}

/** A quotient rounded as SQL rounds it: halves away from zero, as far as the floating number says that it is one. */
function rounded(value: number, digits: number): number {
  const factor = 10 ** digits;
  return (Math.sign(value) * Math.round(Math.abs(value) * factor)) / factor + 0;
}

/** A product or a half of decimals rounded as SQL rounds it, where it is exact. */
function roundedExactly(value: number, digits: number): number {
  const factor = 10 ** digits;
  return (Math.sign(value) * Math.round(Number((Math.abs(value) * factor).toPrecision(14)))) / factor + 0;
}

/** The day of an instant. */
function dayOf(time: number): Date {
  return day(isoDay(new Date(time)));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
