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
import {
  type BookFacts,
  type Person,
  readBook,
  readProfileRow,
  readScores,
  readSegments,
  readTransactions,
  readVersions,
} from "./read-customer";

export interface ProfileOptions {
  /** The day to stand on, as YYYY-MM-DD: nothing of that day or later is known. The last day of the data when left out. */
  readonly as_of?: string;
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
  { as_of: wanted }: ProfileOptions = {},
): Promise<CustomerProfile> {
  if (typeof customer_id !== "string")
    throw new InvalidInputError(`A profile needs a customer_id, got ${typeof customer_id}`);
  const book = await readBook(db);
  const as_of = asOfDay(wanted, book);
  const all_versions = await readVersions(db, customer_id);
  const person = all_versions[0];
  if (!person) throw unknownCustomer(customer_id);
  const is_today = as_of === isoDay(book.as_of_date);
  const versions = versionsBefore(all_versions, as_of, is_today);
  const all_transactions = await readTransactions(db, customer_id, as_of);
  const segments = await readSegments(db, customer_id, as_of);
  const scores = await readScores(db, customer_id, as_of);
  const contacts: readonly Contact[] = []; // no feed holds any yet
  const stored = is_today ? await readProfileRow(db, customer_id) : undefined;
  const profile = stored ?? profileOn(as_of, { book, person, versions, all_transactions, segments, scores });
  const from = later(isoDay(person.account_open_date), isoDay(book.first_date));
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
    timeline: customerTimeline({ transactions: all_transactions, versions, segments, scores, contacts }, from, as_of),
  };
}

interface Sources {
  readonly book: BookFacts;
  readonly person: Person;
  readonly versions: readonly CardVersion[];
  readonly all_transactions: readonly CustomerTransaction[];
  readonly segments: readonly SegmentSnapshot[];
  readonly scores: readonly RiskScore[];
}

/** The row that gold.customer_360_profile would have held on that day. */
function profileOn(as_of: string, { book, person, versions, all_transactions, segments, scores }: Sources): ProfileRow {
  const {
    date_of_birth,
    account_open_date,
    customer_id,
    full_name,
    email,
    phone,
    state,
    city,
    employment_status,
    source_system,
  } = person;
  const { card_type, credit_limit } = versions.at(-1)!;
  const segment = latestBefore(segments, as_of, ({ snapshot_date }) => snapshot_date);
  const score = latestBefore(scores, as_of, ({ snapshot_date }) => snapshot_date);
  const category = score?.churn_risk_category ?? null;
  const opened = isoDay(account_open_date);
  const metrics = spendMetrics(all_transactions, {
    as_of,
    first_date: isoDay(book.first_date),
    account_open_date: opened,
    credit_limit,
    spend_margin: book.spend_margin,
    servicing_amount: book.servicing_amount,
  });
  return {
    customer_id,
    full_name,
    email,
    phone,
    age: date_of_birth && Math.floor(wholeMonths(isoDay(date_of_birth), as_of) / 12),
    state,
    city,
    employment_status,
    card_type,
    credit_limit,
    source_system,
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

function asOfDay(wanted: string | undefined, { first_date, as_of_date }: BookFacts): string {
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

/** The versions that had begun before a day, the last of them still open. Today even an account that opens today counts. */
function versionsBefore(versions: readonly (CardVersion & Person)[], as_of: string, is_today: boolean): CardVersion[] {
  const known = versions.filter(({ valid_from }, i) => isoDay(valid_from) < as_of || (is_today && i === 0));
  if (known.length === 0) {
    const { customer_id, account_open_date } = versions[0]!;
    throw new InvalidInputError(
      `${customer_id} became a customer on ${isoDay(account_open_date)}; a profile needs a later day, got ${as_of}`,
    );
  }
  return known.map(({ valid_from, valid_to, card_type, credit_limit }, i) => ({
    valid_from,
    valid_to: i === known.length - 1 ? null : valid_to,
    card_type,
    credit_limit,
  }));
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
