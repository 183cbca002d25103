// All about one customer, today or on any day before.
import { day, isoDay } from "../../core/dates";
import { InvalidInputError } from "../../core/errors";
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
  readContacts,
  readMargin,
  readPeriod,
  readPerson,
  readProfileRow,
  readScores,
  readSegments,
  readTransactions,
  readVersions,
} from "./read-customer";

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
 * the score last given by then. Name, contact, address and employment are as last known; no history of them is kept.
 *
 * @throws InvalidInputError when nobody has the id, the day is none or outside the data, or the account was not open yet
 */
export async function customerProfile(
  db: Engine,
  customer_id: string,
  { as_of: wanted, with_backtest = false }: ProfileOptions = {},
): Promise<CustomerProfile> {
  if (typeof customer_id !== "string")
    throw new InvalidInputError(`A profile needs a customer_id, got ${typeof customer_id}`);
  const period = await readPeriod(db);
  const as_of = asOfDay(wanted, period);
  const is_today = as_of === isoDay(period.as_of_date);
  const all_versions = await readVersions(db, customer_id);
  const opened = all_versions[0]?.valid_from; // the first version opens with the account
  if (!opened) throw unknownCustomer(customer_id);
  if (isoDay(opened) >= as_of && !is_today) throw notYetCustomer(customer_id, opened, as_of);
  const versions = versionsBefore(all_versions, as_of);
  const all_transactions = await readTransactions(db, customer_id, as_of);
  const segments = await readSegments(db, customer_id, as_of);
  const scores = await readScores(db, customer_id, as_of);
  const contacts = await readContacts(db, customer_id, as_of);
  const backtest = with_backtest ? await readBacktestScores(db, customer_id, as_of) : [];
  const sources = { period, versions, all_transactions, segments, scores };
  const stored = is_today ? await readProfileRow(db, customer_id) : undefined;
  const profile = stored ?? (await profileOn(db, customer_id, as_of, sources));
  const from = later(isoDay(opened), isoDay(period.first_date));
  return {
    as_of,
    profile,
    alerts: customerAlerts({ profile, versions, transactions: all_transactions }),
    transactions: all_transactions.slice(0, MOST_TRANSACTIONS),
    summary: transactionSummary(all_transactions),
    daily_spend: dailySpend(all_transactions, from, as_of),
    categories: categorySpend(all_transactions),
    versions,
    segments,
    scores,
    contacts,
    timeline: customerTimeline(
      { transactions: all_transactions, versions, segments, scores: [...backtest, ...scores], contacts },
      from,
      as_of,
    ),
  };
}

interface Sources {
  readonly period: Period;
  readonly versions: readonly CardVersion[];
  readonly all_transactions: readonly CustomerTransaction[];
  readonly segments: readonly SegmentSnapshot[];
  readonly scores: readonly RiskScore[];
}

/** The row that gold.customer_360_profile would have held on that day. */
async function profileOn(
  db: Engine,
  customer_id: string,
  as_of: string,
  { period, versions, all_transactions, segments, scores }: Sources,
): Promise<ProfileRow> {
  const margin = await readMargin(db);
  const { date_of_birth, account_open_date, ...person } = await readPerson(db, customer_id);
  const { card_type, credit_limit } = versions.at(-1)!;
  const segment = latestBefore(segments, as_of, ({ snapshot_date }) => snapshot_date);
  const score = latestBefore(scores, as_of, ({ snapshot_date }) => snapshot_date);
  const category = score?.churn_risk_category ?? null;
  const opened = isoDay(account_open_date);
  const metrics = spendMetrics(all_transactions, {
    as_of,
    first_date: isoDay(period.first_date),
    account_open_date: opened,
    credit_limit,
    ...margin,
  });
  return {
    ...person,
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

/** The versions that had begun before a day, the last of them still open; the first always. */
function versionsBefore(versions: readonly CardVersion[], as_of: string): CardVersion[] {
  const known = versions.filter(({ valid_from }, i) => isoDay(valid_from) < as_of || i === 0);
  return known.map((version, i) => (i === known.length - 1 ? { ...version, valid_to: null } : version));
}

function notYetCustomer(customer_id: string, opened: Date, as_of: string): InvalidInputError {
  return new InvalidInputError(
    `${customer_id} became a customer on ${isoDay(opened)}; a profile needs a later day, got ${as_of}`,
  );
}

function unknownCustomer(customer_id: string): InvalidInputError {
  const shown = customer_id.length > 40 ? `${customer_id.slice(0, 40)}…` : customer_id;
  return new InvalidInputError(
    `A profile needs the id of a customer, got ${JSON.stringify(shown)}; searchCustomers finds ids by name or e-mail`,
  );
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
