// The transactions of one customer: chosen, summed up, by day and by category.
import { day, daysBetween, isoDay } from "../core/dates";
import { InvalidInputError } from "../core/errors";
import { needOptions, needWords } from "../core/options";
import { CATEGORY_WORDS } from "./categories";

/** A line of the account's history. */
export interface CustomerTransaction {
  readonly transaction_id: string;
  readonly transaction_at: Date;
  readonly merchant_name: string | null;
  readonly merchant_category: string;
  readonly category_name: string;
  readonly category_group: string;
  readonly channel: string;
  readonly status: string;
  /** US dollars; below zero for a refund. */
  readonly amount: number;
}

/** The columns of a transaction, in their order: an export of none has its header too. */
export const transactionColumns = [
  "transaction_id",
  "transaction_at",
  "merchant_category",
  "category_name",
  "category_group",
  "merchant_name",
  "channel",
  "status",
  "amount",
] as const satisfies readonly (keyof CustomerTransaction)[];

/** What a list of transactions is narrowed down to; what is left out narrows nothing. */
export interface TransactionFilter {
  /** The first day, as YYYY-MM-DD. */
  readonly from_date?: string;
  /** The day after the last. */
  readonly to_date?: string;
  /** Codes of categories, e.g. "airlines", or of their groups, e.g. "travel". */
  readonly categories?: readonly string[];
  /** Statuses, e.g. "declined". */
  readonly statuses?: readonly string[];
}

/** Spend of a day, and the mean of the 28 days that end with it; null while there are fewer. */
export interface DailySpend {
  readonly transaction_date: string;
  readonly spend_amount: number;
  readonly mean_amount: number | null;
}

/** Approved purchases of one category. */
export interface CategorySpend {
  readonly merchant_category: string;
  readonly category_name: string;
  readonly spend_amount: number;
  readonly purchase_count: number;
  /** Part of all spend, 0..1. */
  readonly spend_share: number;
}

/** A list of transactions in numbers; amounts in US dollars. */
export interface TransactionSummary {
  readonly transaction_count: number;
  readonly purchase_count: number;
  readonly spend_amount: number;
  /** Null without purchases. */
  readonly mean_amount: number | null;
  readonly largest_amount: number | null;
  readonly refund_count: number;
  /** Below zero. */
  readonly refund_amount: number;
  readonly declined_count: number;
  readonly disputed_count: number;
  readonly pending_count: number;
}

export const TRANSACTION_STATUSES = ["approved", "declined", "disputed", "pending", "refunded"] as const;

const MEAN_DAYS = 28;
const DAY_MS = 86_400_000;

/**
 * The transactions that a filter leaves, in their order.
 *
 * @throws InvalidInputError when a day is none, the span ends before it starts, or a part, status or category
 * does not exist
 */
export function filterTransactions(
  transactions: readonly CustomerTransaction[],
  filter: TransactionFilter,
): CustomerTransaction[] {
  needOptions("A filter", filter, ["from_date", "to_date", "categories", "statuses"]);
  const { from_date, to_date, categories, statuses } = filter;
  const from = from_date === undefined ? undefined : day(from_date);
  const to = to_date === undefined ? undefined : day(to_date);
  if (from && to && to < from) {
    throw new InvalidInputError(`A span needs to end after it starts, got ${from_date} to ${to_date}`);
  }
  if (statuses !== undefined) needWords("A filter", "statuses", statuses, TRANSACTION_STATUSES);
  if (categories !== undefined) needWords("A filter", "categories", categories, CATEGORY_WORDS);
  const [start, end] = [from?.getTime() ?? -Infinity, to?.getTime() ?? Infinity];
  const inTime = ({ transaction_at }: CustomerTransaction) =>
    transaction_at.getTime() >= start && transaction_at.getTime() < end;
  return transactions.filter(
    (row) =>
      (!statuses?.length || statuses.includes(row.status)) &&
      inTime(row) &&
      (!categories?.length || categories.includes(row.merchant_category) || categories.includes(row.category_group)),
  );
}

/** Spend of every day of [from_date, to_date), also of those without any. Spend is approved purchases. */
export function dailySpend(
  transactions: readonly CustomerTransaction[],
  from_date: string,
  to_date: string,
): DailySpend[] {
  const start = day(from_date).getTime();
  const cents = new Array<number>(Math.max(0, daysBetween(from_date, to_date))).fill(0);
  for (const { transaction_at, amount, status } of transactions) {
    const index = Math.floor((transaction_at.getTime() - start) / DAY_MS);
    if (status === "approved" && cents[index] !== undefined) cents[index] += centsOf(amount);
  }
  let sum = 0;
  return cents.map((spend, i) => {
    sum += spend - (cents[i - MEAN_DAYS] ?? 0);
    return {
      transaction_date: isoDay(new Date(start + i * DAY_MS)),
      spend_amount: spend / 100,
      mean_amount: i + 1 < MEAN_DAYS ? null : Math.round(sum / MEAN_DAYS) / 100,
    };
  });
}

/** Spend by category, largest first; categories without any are left out. */
export function categorySpend(transactions: readonly CustomerTransaction[]): CategorySpend[] {
  const totals = new Map<string, { category_name: string; cents: number; purchase_count: number }>();
  let all = 0;
  for (const { merchant_category, category_name, amount, status } of transactions) {
    if (status !== "approved") continue;
    const total = totals.get(merchant_category) ?? { category_name, cents: 0, purchase_count: 0 };
    totals.set(merchant_category, total);
    total.cents += centsOf(amount);
    total.purchase_count += 1;
    all += centsOf(amount);
  }
  return [...totals]
    .sort(([a, x], [b, y]) => y.cents - x.cents || (a < b ? -1 : 1))
    .map(([merchant_category, { category_name, cents, purchase_count }]) => ({
      merchant_category,
      category_name,
      spend_amount: cents / 100,
      purchase_count,
      spend_share: all === 0 ? 0 : Math.round((10_000 * cents) / all) / 10_000,
    }));
}

/** A list of transactions in numbers. */
export function transactionSummary(transactions: readonly CustomerTransaction[]): TransactionSummary {
  const count = (status: string) => transactions.filter((row) => row.status === status).length;
  const cents = (status: string) =>
    transactions.filter((row) => row.status === status).map((row) => centsOf(row.amount));
  const purchases = cents("approved");
  const spend = sumOf(purchases);
  return {
    transaction_count: transactions.length,
    purchase_count: purchases.length,
    spend_amount: spend / 100,
    mean_amount: purchases.length === 0 ? null : Math.round(spend / purchases.length) / 100,
    largest_amount: purchases.length === 0 ? null : purchases.reduce((a, b) => Math.max(a, b)) / 100,
    refund_count: cents("refunded").length,
    refund_amount: sumOf(cents("refunded")) / 100,
    declined_count: count("declined"),
    disputed_count: count("disputed"),
    pending_count: count("pending"),
  };
}

/**
 * An amount in whole cents, so that sums are exact.
 *
 * @example
 * centsOf(-12.34); // => -1234
 */
export function centsOf(amount: number): number {
  return Math.round(amount * 100);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
