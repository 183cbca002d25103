// The files that the transactions feed comes in: a month each, and the last day of the period on its own.
import { addDays, day, isoDay } from "../core/dates";
import { InvalidInputError } from "../core/errors";
import { AS_OF_DATE, FIRST_DATE } from "../generate/period";

export interface TransactionSlice {
  /** Where its file lies in the lake. */
  readonly path: string;
  readonly from_date: string;
  /** The day after its last one. */
  readonly to_date: string;
}

/** The period's last day: the one that arrives later, to show what a new file changes. */
export const LAST_DAY = addDays(AS_OF_DATE, -1);

/**
 * The files of `[from_date, to_date)`, in the order of days.
 *
 * @throws InvalidInputError when the span is empty, leaves the period, or cuts a month
 * @example
 * transactionSlices("2026-03-01", "2026-04-01").map((slice) => slice.path);
 * // => ["transactions/transactions_2026-03.parquet", "transactions/transactions_2026-03-31.parquet"]
 */
export function transactionSlices(from_date: string, to_date: string): TransactionSlice[] {
  const [from, to] = [isoDay(day(from_date)), isoDay(day(to_date))];
  if (!(from < to) || from < FIRST_DATE || to > AS_OF_DATE) {
    throw new InvalidInputError(
      `Transactions are generated for days from ${FIRST_DATE} to before ${AS_OF_DATE}, got ${from_date} to ${to_date}`,
    );
  }
  const slices: TransactionSlice[] = [];
  for (let start = from; start < to; ) {
    const slice = sliceFrom(start);
    if (slice.to_date > to) throw cut(from_date, to_date);
    slices.push(slice);
    start = slice.to_date;
  }
  return slices;
}

function sliceFrom(start: string): TransactionSlice {
  if (start === LAST_DAY) return { path: pathOf(start), from_date: start, to_date: AS_OF_DATE };
  if (!start.endsWith("-01")) throw cut(start, start);
  const nextMonth = day(start);
  nextMonth.setUTCMonth(nextMonth.getUTCMonth() + 1);
  const end = isoDay(nextMonth);
  return { path: pathOf(start.slice(0, 7)), from_date: start, to_date: end > LAST_DAY ? LAST_DAY : end };
}

function pathOf(days: string): string {
  return `transactions/transactions_${days}.parquet`;
}

function cut(from_date: string, to_date: string): InvalidInputError {
  return new InvalidInputError(
    `Transactions land as whole months, and the last day ${LAST_DAY} by itself; got ${from_date} to ${to_date}`,
  );
}
