// All about one customer, today or on any day before.
import { day, isoDay } from "../../core/dates";
import { InvalidInputError } from "../../core/errors";
import { needOptions, shown } from "../../core/options";
import { type CustomerAlert, customerAlerts } from "../../customer/alerts";
import type { CardVersion, Contact, RiskScore, SegmentSnapshot } from "../../customer/life";
import type { ProfileRow } from "../../customer/profile-row";
import { spendMetrics, wholeMonths } from "../../customer/spend-metrics";
import { type CustomerTimeline, customerTimeline, latestBefore } from "../../customer/timeline";
import {
  type CategorySpend,
  type CustomerTransaction,
  categorySpend,
  type DailySpend,
  dailySpend,
  type TransactionSummary,
  transactionSummary,
} from "../../customer/transactions";
import type { Engine } from "../../engine/engine";
import { readBacktestScores } from "./read-backtest";
import {
  type Period,
  readProfileRow,
  readSharedFacts,
  readTransactions,
  type SharedFacts,
  transactionsBefore,
} from "./read-customer";
import { type Life, lifeUpTo, readLife } from "./read-life";
import { addressOn, type Origins, readOrigins } from "./read-origins";

export interface ProfileOptions {
  /** The day to stand on, as YYYY-MM-DD: nothing of that day or later is known. The last day of the data when left out. */
  readonly as_of?: string;
  /**
   * Whether the timeline also holds what the churn model would have said earlier, marked as such; no when left out. The
   * profile itself never does: nobody could have acted on it.
   */
  readonly with_backtest?: boolean;
}

/** A customer as known on a day, with everything that led there. */
export interface CustomerProfile {
  readonly as_of: string;
  readonly profile: ProfileRow;
  /** What to know before speaking to them, the urgent first. */
  readonly alerts: readonly CustomerAlert[];
  /** The 1,000 most recent transactions, newest first. */
  readonly transactions: readonly CustomerTransaction[];
  /** Over the customer's whole time in the data, as the rest. */
  readonly summary: TransactionSummary;
  readonly daily_spend: readonly DailySpend[];
  readonly categories: readonly CategorySpend[];
  readonly versions: readonly CardVersion[];
  readonly segments: readonly SegmentSnapshot[];
  readonly scores: readonly RiskScore[];
  readonly contacts: readonly Contact[];
  readonly timeline: CustomerTimeline;
}

const MOST_TRANSACTIONS = 1000;

/**
 * The full profile of a customer with its history. For an earlier `as_of` everything is computed from what lies before
 * that day: windows, sums and shares from its transactions, card and limit from the version valid then, the segment and
 * the score last given by then, the address from the last move; of cards, limits and moves only what had been told by
 * then. What was booked on that day or later is pending, in books that approve what they have booked. Name, contact and
 * employment are as last known, and so is whether a purchase came to be disputed; no feed keeps their history. A book
 * that was acquired counts from its own beginning, before it came to this bank as well.
 *
 * @throws InvalidInputError when nobody has the id, an option does not exist, the day is none or outside the
 * data, or the account was not open yet
 */
export async function customerProfile(
  db: Engine,
  customer_id: string,
  options: ProfileOptions = {},
): Promise<CustomerProfile> {
  needOptions("customerProfile", options, ["as_of", "with_backtest"]);
  const { as_of: wanted, with_backtest = false } = options;
  if (typeof customer_id !== "string")
    throw new InvalidInputError(`A profile needs a customer_id, got ${shown(customer_id)}`);
  // asked together, for they wait for one another more than they work
  const [shared, whole_life, transactions, newest, origins] = await Promise.all([
    readSharedFacts(db),
    readLife(db, customer_id),
    readTransactions(db, customer_id),
    wanted === undefined ? readProfileRow(db, customer_id) : undefined,
    wanted === undefined ? undefined : readOrigins(db, customer_id),
  ]);
  const as_of = asOfDay(wanted, shared);
  const is_today = as_of === isoDay(shared.as_of_date);
  const opened = whole_life.versions[0]?.valid_from; // the first version opens with the account
  if (!opened) throw unknownCustomer(customer_id);
  if (isoDay(opened) >= as_of && !is_today) throw notYetCustomer(customer_id, opened, as_of);
  const life = lifeUpTo(as_of, whole_life);
  const all_transactions = transactionsBefore(as_of, transactions, shared, !is_today && origins?.is_approved_booked);
  const backtest = with_backtest ? await readBacktestScores(db, customer_id, as_of) : [];
  const stored = wanted !== undefined && is_today ? await readProfileRow(db, customer_id) : newest;
  const profile =
    stored ??
    profileOn(as_of, { ...life, all_transactions, shared, ...(origins ?? (await readOrigins(db, customer_id))) });
  const from = firstDay(shared, opened, all_transactions.at(-1)?.transaction_at);
  return {
    as_of,
    profile,
    alerts: customerAlerts({ profile, versions: life.versions, transactions: all_transactions }),
    transactions: all_transactions.slice(0, MOST_TRANSACTIONS),
    summary: transactionSummary(all_transactions),
    daily_spend: dailySpend(all_transactions, from, as_of),
    categories: categorySpend(all_transactions),
    ...life,
    timeline: customerTimeline(
      { ...life, transactions: all_transactions, scores: [...backtest, ...life.scores] },
      from,
      as_of,
    ),
  };
}

interface Sources extends Life, Origins {
  readonly shared: SharedFacts;
  readonly all_transactions: readonly CustomerTransaction[];
}

/** The row that gold.customer_360_profile would have held on that day, with the segment and score last given by then. */
function profileOn(
  as_of: string,
  { shared, versions, all_transactions, segments, scores, margin, person: whole_person, addresses }: Sources,
): ProfileRow {
  const { date_of_birth, account_open_date, ...person } = whole_person!; // a version of the customer was found
  const { card_type, credit_limit } = versions.at(-1)!;
  const segment = latestBefore(segments, as_of, ({ snapshot_date }) => snapshot_date);
  const score = latestBefore(scores, as_of, ({ snapshot_date }) => snapshot_date);
  const category = score?.churn_risk_category ?? null;
  const opened = isoDay(account_open_date);
  const metrics = spendMetrics(all_transactions, {
    as_of,
    first_date: isoDay(shared.first_date),
    account_open_date: opened,
    credit_limit,
    ...margin,
  });
  return {
    ...person,
    ...addressOn(as_of, versions[0]!.valid_from, addresses),
    age: date_of_birth && Math.floor(wholeMonths(isoDay(date_of_birth), as_of) / 12),
    card_type,
    credit_limit,
    account_open_date,
    tenure_months: Math.max(0, wholeMonths(opened, as_of)),
    customer_segment: segment?.customer_segment ?? null,
    segment_assigned_date: segment?.valid_from ?? null,
    ...metrics,
    churn_probability: score?.churn_probability ?? null,
    churn_risk_score: score?.churn_risk_score ?? null,
    churn_risk_category: category,
    eligible_for_retention_campaign: category
      ? ["Medium Risk", "High Risk"].includes(category)
      : segment?.customer_segment === "Declining",
    profile_updated_date: day(as_of),
  };
}

function asOfDay(wanted: string | undefined, { first_date, as_of_date }: Period): string {
  const last = isoDay(as_of_date);
  if (wanted === undefined) return last;
  const as_of = isoDay(day(wanted));
  if (as_of <= isoDay(first_date) || as_of > last) {
    throw new InvalidInputError(
      `A profile as of a day needs one after ${isoDay(first_date)} and up to ${last}, got ${wanted}`,
    );
  }
  return as_of;
}

function notYetCustomer(customer_id: string, opened: Date, as_of: string): InvalidInputError {
  return new InvalidInputError(
    `${customer_id} became a customer on ${isoDay(opened)}; a profile needs a later day, got ${as_of}`,
  );
}

function unknownCustomer(customer_id: string): InvalidInputError {
  return new InvalidInputError(
    `A profile needs the id of a customer, got ${shown(customer_id)}; searchCustomers finds ids by name or e-mail`,
  );
}

/** The first day of a customer in the data: accounts open before it, and some books know purchases from before that. */
function firstDay({ first_date }: Period, opened: Date, first_transaction_at = opened): string {
  const first = opened < first_transaction_at ? opened : first_transaction_at;
  return isoDay(first > first_date ? first : first_date);
}
