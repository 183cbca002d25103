// The fixed calendar of the generated world. Time is data: nothing here looks at the clock.
import { day } from "../core/dates";

/** First day with transactions, and the day from which accounts are described. */
export const FIRST_DATE = "2024-10-01";

/** The day we pretend it is; nothing generated happens on it or later. */
export const AS_OF_DATE = "2026-04-01";

/** The day the acquired book was moved to the bank's systems. */
export const MIGRATION_DATE = "2025-04-01";

/** Days since 1970-01-01: calendar arithmetic as plain whole numbers, so that a draw needs no date object. */
export type EpochDay = number;

const DAY_MS = 86_400_000;

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
