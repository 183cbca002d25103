// The story of one account that fades, chosen by its behaviour alone: nothing here knows what the generator planned.
import { addDays, day, daysBetween, isoDay } from "../core/dates";
import { InvalidInputError } from "../core/errors";
import type { Engine } from "../engine/engine";
import { sqlFiles } from "../sql/model";

/** A week of seven days, counted from the first day there is. */
export interface SpendWeek {
  readonly week_start: Date;
  readonly spend_amount: number;
  readonly purchase_count: number;
  readonly declined_count: number;
}

export interface FadingStory {
  /** Key for queries; it names nobody. */
  readonly customer_id: string;
  readonly weeks: readonly SpendWeek[];
  /** Days with a declined purchase. */
  readonly declined_days: readonly Date[];
}

/**
 * An account that was steady, then faded over months, with declined purchases before: week by week. The same data
 * always gives the same account.
 *
 * @throws InvalidInputError when no account was used in each of the first six months
 */
export async function fadingStory(db: Engine): Promise<FadingStory> {
  const choice = sqlFiles("realism", db.name).find((file) => file.name === "realism/fading_account")!;
  const [chosen] = await db.rows<{ customer_id: string }>({ name: choice.name, sql: choice.sql });
  if (!chosen) throw new InvalidInputError("fadingStory needs an account with six busy months, found none");
  const { customer_id } = chosen;
  const used = await db.rows<DayOfUse>({
    name: "days of one account",
    sql: `select transaction_at::date as used_date, sum(iff(status = 'approved', amount, 0))::double as spend_amount,
              count_if(status = 'approved') as purchase_count, count_if(status = 'declined') as declined_count
          from generator.landed_transactions where customer_id = ?
          group by transaction_at::date order by used_date`,
    binds: [customer_id],
  });
  const [span] = await db.rows<{ first_date: Date; day_count: number }>({
    name: "days there are",
    sql: `select min(transaction_date) as first_date,
              datediff('day', min(transaction_date), max(transaction_date)) + 1 as day_count
          from generator.landed_day`,
  });
  const declined_days = used.filter((one) => one.declined_count > 0).map((one) => one.used_date);
  return { customer_id, weeks: weeksOf(used, isoDay(span!.first_date), span!.day_count), declined_days };
}

/** A point of a line over weeks. */
export interface WeekPoint {
  readonly week_start: Date;
  readonly series: "one week" | "mean of eight weeks";
  readonly spend_amount: number;
}

/**
 * Weekly spend as two lines: each week by itself, which is what an alarm sees, and the mean of it and the seven weeks
 * before, which is what happens.
 */
export function spendByWeek(weeks: readonly SpendWeek[]): WeekPoint[] {
  const single = weeks.map(({ week_start, spend_amount }): WeekPoint => {
    return { week_start, series: "one week", spend_amount };
  });
  const means = weeks.slice(7).map(({ week_start }, i): WeekPoint => {
    const mean = weeks.slice(i, i + 8).reduce((sum, week) => sum + week.spend_amount, 0) / 8;
    return { week_start, series: "mean of eight weeks", spend_amount: Math.round(100 * mean) / 100 };
  });
  return [...single, ...means];
}

interface DayOfUse {
  readonly used_date: Date;
  readonly spend_amount: number;
  readonly purchase_count: number;
  readonly declined_count: number;
}

/** Whole weeks only, those without a purchase too. */
function weeksOf(used: readonly DayOfUse[], first_date: string, day_count: number): SpendWeek[] {
  return Array.from({ length: Math.floor(day_count / 7) }, (_, week) => {
    const start = addDays(first_date, 7 * week);
    const days = used.filter((one) => Math.floor(daysBetween(first_date, isoDay(one.used_date)) / 7) === week);
    return {
      week_start: day(start),
      spend_amount: Math.round(100 * total(days, "spend_amount")) / 100,
      purchase_count: total(days, "purchase_count"),
      declined_count: total(days, "declined_count"),
    };
  });
}

function total(days: readonly DayOfUse[], field: "spend_amount" | "purchase_count" | "declined_count"): number {
  return days.reduce((sum, one) => sum + one[field], 0);
}
