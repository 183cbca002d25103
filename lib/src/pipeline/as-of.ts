// Days of a chapter, counted from the data: other books are about other years.
import { addDays, daysBetween } from "../core/dates";
import type { Engine } from "../engine/engine";

/**
 * The day so many days before `as_of_date`, as ISO text. Books that do not go back that far answer the middle of theirs.
 */
export async function daysBeforeAsOf(db: Engine, days: number): Promise<string> {
  const [span] = await db.rows<{ first_date: string; as_of_date: string }>({
    name: "the span of the data",
    sql: "select first_date::varchar as first_date, as_of_date::varchar as as_of_date from silver.as_of",
  });
  const { first_date, as_of_date } = span!;
  const length = daysBetween(first_date, as_of_date);
  return addDays(as_of_date, -(days < length ? days : Math.floor(length / 2)));
}
