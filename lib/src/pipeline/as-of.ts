// Days of a chapter, counted from the data: other books are about other years.
import { addDays, daysBetween } from "../core/dates";
import { needWhole } from "../core/options";
import type { Engine } from "../engine/engine";

/** As far as the chapters look back: a year and a day. */
const CHAPTER_DAYS = 366;

/**
 * The day so many days before `as_of_date`, as ISO text; it has data before it. Up to a year and a day can always be
 * asked for: books that do not go back that far answer the middle of theirs.
 *
 * @throws InvalidInputError when `days` is no whole number of 0 or more, or leads outside the data
 */
export async function daysBeforeAsOf(db: Engine, days: number): Promise<string> {
  const [span] = await db.rows<{ first_date: string; as_of_date: string }>({
    name: "the span of the data",
    sql: "select first_date::varchar as first_date, as_of_date::varchar as as_of_date from silver.as_of",
  });
  const { first_date, as_of_date } = span!;
  const length = daysBetween(first_date, as_of_date);
  needWhole("daysBeforeAsOf", "days", days, 0, Math.max(length - 1, CHAPTER_DAYS));
  return addDays(as_of_date, -(days < length ? days : Math.floor(length / 2)));
}
