// The shapes of what has landed, as few rows for charts. All of them read the counts that openLanded makes.
import { InvalidInputError } from "../core/errors";
import type { Engine } from "../engine/engine";
import { realismBands } from "./realism-bands";

/**
 * US Census Bureau, Monthly Retail Trade: combined seasonal, trading-day and holiday factors, January first, from
 * census.gov/retail/mrts/www/nadjusts.txt (October 2024 to September 2025). Unadjusted sales are factor x adjusted.
 */
const censusFactors = {
  electronics: [0.943, 0.88, 0.942, 0.892, 0.977, 0.943, 0.977, 0.983, 0.952, 0.967, 1.169, 1.373],
  groceries: [1.003, 0.912, 0.991, 0.982, 1.041, 0.985, 1.026, 1.019, 0.969, 1.007, 1.018, 1.039],
  home_improvement: [0.816, 0.787, 0.979, 1.104, 1.173, 1.087, 1.079, 1.007, 1.006, 1.081, 0.969, 0.907],
} as const;

/** A category whose year the Census publishes. */
export type CensusKind = keyof typeof censusFactors;

/** A month of a line; 1 is an average month. */
export interface MonthFactor {
  readonly month_start: Date;
  readonly series: "this book" | "Census factor";
  readonly factor: number;
}

/**
 * Approved spend of a category by month against the Census factors of its kind of store. Whole months only. What is
 * left between the lines is the book's own: it grows or shrinks.
 *
 * @throws InvalidInputError when the Census publishes no factors for the category
 */
export async function monthsAgainstCensus(db: Engine, merchant_category: CensusKind): Promise<MonthFactor[]> {
  const census = censusFactors[merchant_category];
  if (!census) {
    throw new InvalidInputError(
      `monthsAgainstCensus needs one of ${Object.keys(censusFactors).join(", ")}, got ${merchant_category}`,
    );
  }
  const months = await db.rows<{ month_start: Date; factor: number }>({
    name: "months of a category",
    sql: `with months as (
              select date_trunc('month', transaction_date)::date as month_start, sum(amount)::double as amount
              from generator.landed_day
              where status = 'approved' and merchant_category = ?
                  and last_day(transaction_date) <= (select max(transaction_date) from generator.landed_day)
              group by date_trunc('month', transaction_date)::date
          ),
          year_months as (
              select month(month_start) as month_of_year, avg(amount) as amount
              from months group by month(month_start)
          )
          select month_start, round(amount / (select avg(amount) from year_months), 4)::double as factor
          from months order by month_start`,
    binds: [merchant_category],
  });
  return [
    ...months.map((month): MonthFactor => ({ ...month, series: "this book" })),
    ...months.map(
      ({ month_start }): MonthFactor => ({
        month_start,
        factor: census[month_start.getUTCMonth()]!,
        series: "Census factor",
      }),
    ),
  ];
}

/** A day of the week, its mean spend against that of all days, and the band in which it should lie. */
export interface WeekdayFactor {
  readonly weekday: string;
  readonly factor: number;
  /** Null where no source gives a band. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The week, Monday first. */
export async function weekProfile(db: Engine): Promise<WeekdayFactor[]> {
  const days = await db.rows<{ weekday_no: number; factor: number }>({
    name: "week profile",
    sql: `with days as (
              select transaction_date, sum(amount)::double as amount
              from generator.landed_day where status = 'approved' group by transaction_date
          )
          select dayofweekiso(transaction_date) as weekday_no,
              round(avg(amount) / (select avg(amount) from days), 4)::double as factor
          from days group by dayofweekiso(transaction_date) order by weekday_no`,
  });
  const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  const bands = ["midweek", "midweek", "midweek", undefined, "friday", "saturday", "sunday"];
  return days.map(({ weekday_no, factor }) => {
    const band = realismBands.find(({ statistic_id }) => statistic_id === `${bands[weekday_no - 1]}_factor`);
    return { weekday: names[weekday_no - 1]!, factor, low: band?.low ?? null, high: band?.high ?? null };
  });
}

/** A bin of ticket sizes and the part of its category's tickets that lie in it. */
export interface TicketBin {
  readonly merchant_category: string;
  /** Dollars; the end does not belong to the bin. */
  readonly bin_start: number;
  readonly bin_end: number;
  readonly ticket_share: number;
}

const BINS_PER_POWER = 8;

/** Ticket sizes of some categories, in their order, in bins of equal ratio; fixed subscription prices stay out. */
export async function ticketSizes(db: Engine, merchant_categories: readonly string[]): Promise<TicketBin[]> {
  const wanted = merchant_categories.map(() => "?").join(", ");
  const bin = `floor(round(${BINS_PER_POWER} * log(10, amount::double), 9))::integer`; // rounded: 10 starts a bin
  const bins = await db.rows<TicketBin>({
    name: "ticket sizes",
    sql: `with bins as (
              select merchant_category, ${bin} as bin, sum(ticket_count) as tickets
              from generator.landed_ticket
              where not is_recurring and amount > 0 and merchant_category in (${wanted})
              group by merchant_category, ${bin}
          )
          select merchant_category,
              round(power(10, bin / ${BINS_PER_POWER}.0), 4)::double as bin_start,
              round(power(10, (bin + 1) / ${BINS_PER_POWER}.0), 4)::double as bin_end,
              round(tickets::double / sum(tickets) over (partition by merchant_category), 6)::double as ticket_share
          from bins order by merchant_category, bin`,
    binds: [...merchant_categories],
  });
  return merchant_categories.flatMap((category) => bins.filter((row) => row.merchant_category === category));
}

/** A category, as part of all approved purchases and of all approved spend. */
export interface CategoryMix {
  readonly merchant_category: string;
  readonly count_share: number;
  readonly spend_share: number;
}

/** What is bought often and what costs much, largest spend first. */
export function categoryMix(db: Engine): Promise<CategoryMix[]> {
  return db.rows<CategoryMix>({
    name: "category mix",
    sql: `select merchant_category,
              round(sum(transaction_count)::double / sum(sum(transaction_count)) over (), 4)::double as count_share,
              round((sum(amount) / sum(sum(amount)) over ())::double, 4)::double as spend_share
          from generator.landed_day where status = 'approved'
          group by merchant_category order by spend_share desc, merchant_category`,
  });
}

/** How unequal spend is: the `population_share` of accounts that spend least make `amount_share` of all spend. */
export function spendCurve(db: Engine): Promise<{ population_share: number; amount_share: number }[]> {
  return db.rows({
    name: "spend curve",
    sql: `with accounts as (
              select customer_id, sum(spend_amount) as amount
              from generator.landed_account_month group by customer_id
          ),
          ranked as (
              select amount, ntile(100) over (order by amount, customer_id) as hundredth from accounts
          ),
          hundredths as (select hundredth, sum(amount) as amount from ranked group by hundredth)
          select round(hundredth / 100.0, 2)::double as population_share,
              round((sum(amount) over (order by hundredth rows between unbounded preceding and current row)
                  / sum(amount) over ())::double, 4)::double as amount_share
          from hundredths order by hundredth`,
  });
}
