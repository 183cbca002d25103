// Calendar days as ISO text, as UTC dates and as whole numbers. Every span is half-open: the start belongs to it, the end
// does not.
import { InvalidInputError } from "./errors";

const DAY_MS = 86_400_000;

/**
 * A calendar day as a UTC date.
 *
 * @param iso a day as "YYYY-MM-DD"
 * @throws InvalidInputError when the text is not a day of the calendar
 * @example
 * day("2024-02-29").toISOString(); // => "2024-02-29T00:00:00.000Z"
 */
export function day(iso: string): Date {
  const date = new Date(`${iso}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(date.getTime()) || isoDay(date) !== iso) {
    throw new InvalidInputError(`A calendar day is needed as YYYY-MM-DD, got ${JSON.stringify(iso)}`);
  }
  return date;
}

/**
 * A date's calendar day in UTC.
 *
 * @example
 * isoDay(new Date("2024-02-29T23:59:00Z")); // => "2024-02-29"
 */
export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/**
 * The day `count` days later, or earlier when negative.
 *
 * @example
 * addDays("2024-02-28", 2); // => "2024-03-01"
 */
export function addDays(iso: string, count: number): string {
  return isoDay(new Date(day(iso).getTime() + count * DAY_MS));
}

/**
 * Days from `start` to `end`; 0 when they are the same day, negative when `end` is earlier.
 *
 * @example
 * daysBetween("2024-10-01", "2026-04-01"); // => 547
 */
export function daysBetween(start: string, end: string): number {
  return Math.round((day(end).getTime() - day(start).getTime()) / DAY_MS);
}

/** Days since 1970-01-01: calendar arithmetic as plain whole numbers, so that a draw needs no date object. */
export type EpochDay = number;

/**
 * A calendar day as a whole number.
 *
 * @throws InvalidInputError when the text is not a day of the calendar
 * @example
 * epochDay("1970-01-31"); // => 30
 */
export function epochDay(iso: string): EpochDay {
  return day(iso).getTime() / DAY_MS;
}

/**
 * The calendar day of a whole number.
 *
 * @example
 * dayText(30); // => "1970-01-31"
 */
export function dayText(count: EpochDay): string {
  return new Date(count * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The calendar year a day is in.
 *
 * @example
 * yearOf(365); // => 1971
 */
export function yearOf(count: EpochDay): number {
  return new Date(count * DAY_MS).getUTCFullYear();
}

/** Days of an average year. */
export const YEAR_DAYS = 365.2425;

/**
 * An instant as 'YYYY-MM-DD HH:MM:SS' in UTC.
 *
 * @param second seconds since midnight of `count`; may run past the day's end
 * @example
 * instantText(30, 3661); // => "1970-01-31 01:01:01"
 */
export function instantText(count: EpochDay, second: number): string {
  return new Date(count * DAY_MS + second * 1000).toISOString().slice(0, 19).replace("T", " ");
}
