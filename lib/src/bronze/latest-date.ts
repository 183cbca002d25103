// The last day the books can know. A date beyond it is a slip, whatever the clock on the wall says.
import { addDays, daysBetween, isoDay } from "../core/dates";
import type { Engine } from "../engine/engine";

/** Customers and changes may be cut a little after the last transaction. */
const GRACE_DAYS = 31;

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

/** The last day for customers and their changes: a month after the last transaction; null while there is none. */
export async function lastDayOfBooks(engine: Engine): Promise<string | null> {
  const [row] = await engine.rows<{ last_day: Date | null }>({
    name: "last day of the books",
    sql: "select max(transaction_at)::date as last_day from bronze.transactions",
  });
  return row?.last_day ? addDays(isoDay(row.last_day), GRACE_DAYS) : null;
}
