// The last day the books can know. A date beyond it is a slip, whatever the clock on the wall says.
import { addDays, daysBetween } from "../core/dates";

/**
 * The last believable day of a file of transactions, when its sender does not say: from its middle transaction as far
 * ahead as three times the way back to its first, and at least a year. A few slips move neither of the two much.
 *
 * @example
 * lastBelievableDay("2025-01-01", "2025-01-15"); // => "2026-01-16"
 * lastBelievableDay("2020-01-01", "2021-01-01"); // => "2024-01-04"
 */
export function lastBelievableDay(first: string, middle: string): string {
  return addDays(middle, Math.max(3 * daysBetween(first, middle), 366));
}

/**
 * The last day for customers and their changes, as SQL: a month after the last transaction, because books may be cut
 * a little later than the last card was used; null while there is no transaction.
 */
export const lastDayOfBooks = "(select dateadd('day', 31, max(transaction_at)::date)::date from bronze.transactions)";
