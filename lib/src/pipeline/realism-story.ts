// The story of one account that fades, chosen by its behaviour alone: nothing here knows what the generator planned.
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
  const weeks = await db.rows<SpendWeek>({
    name: "weeks of one account",
    sql: `with spans as (
              select min(transaction_date) as first_day, datediff('day', min(transaction_date), max(transaction_date)) as day_count
              from generator.landed_day
          ),
          weeks as (
              select distinct floor(datediff('day', first_day, transaction_date) / 7)::integer as week_no
              from generator.landed_day cross join spans
          ),
          used as (
              select floor(datediff('day', first_day, transaction_at::date) / 7)::integer as week_no,
                  sum(iff(status = 'approved', amount, 0)) as spend_amount,
                  count_if(status = 'approved') as purchase_count,
                  count_if(status = 'declined') as declined_count
              from generator.landed_transactions cross join spans
              where customer_id = ?
              group by floor(datediff('day', first_day, transaction_at::date) / 7)::integer
          )
          select dateadd('day', 7 * weeks.week_no, first_day)::date as week_start,
              coalesce(spend_amount, 0)::double as spend_amount,
              coalesce(purchase_count, 0) as purchase_count, coalesce(declined_count, 0) as declined_count
          from weeks cross join spans left join used on used.week_no = weeks.week_no
          where 7 * weeks.week_no + 6 <= day_count
          order by week_start`,
    binds: [customer_id],
  });
  const declined = await db.rows<{ declined_date: Date }>({
    name: "declined days of one account",
    sql: `select distinct transaction_at::date as declined_date from generator.landed_transactions
          where customer_id = ? and status = 'declined' order by declined_date`,
    binds: [customer_id],
  });
  return { customer_id, weeks, declined_days: declined.map((row) => row.declined_date) };
}
