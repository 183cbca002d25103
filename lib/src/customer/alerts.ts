// What somebody should know before they speak to a customer, each alert with the reason for it.
import { addDays, day, isoDay } from "../core/dates";
import type { CardVersion } from "./life";
import type { ProfileRow } from "./profile-row";
import { type CustomerTransaction, filterTransactions } from "./transactions";

export interface CustomerAlert {
  readonly alert: AlertKind;
  /** high: act on it; medium: keep an eye on it. */
  readonly severity: "high" | "medium";
  /** Why, in a sentence with its numbers. */
  readonly reason: string;
}

export type AlertKind =
  | "churn risk"
  | "declining"
  | "quiet"
  | "utilization"
  | "limit lowered"
  | "card lowered"
  | "declined purchases"
  | "disputed purchases";

/** What alerts look at: the profile, the versions before its day, and the transactions before it. */
export interface AlertSources {
  readonly profile: ProfileRow;
  readonly versions: readonly CardVersion[];
  readonly transactions: readonly CustomerTransaction[];
}

const HIGH_UTILIZATION = 80;
const LOWERED_DAYS = 180;
const CARD_RANKS = ["Standard", "Rewards", "Premium"];

/** The alerts of a customer, those to act on first. */
export function customerAlerts(sources: AlertSources): CustomerAlert[] {
  const alerts = [
    churnRisk(sources),
    declining(sources),
    quiet(sources),
    utilization(sources),
    ...lowered(sources),
    declined(sources),
    disputed(sources),
  ].filter((alert) => alert !== undefined);
  return [
    ...alerts.filter(({ severity }) => severity === "high"),
    ...alerts.filter(({ severity }) => severity !== "high"),
  ];
}

function churnRisk({ profile }: AlertSources): CustomerAlert | undefined {
  const { churn_risk_category, churn_risk_score, churn_probability } = profile;
  if (churn_risk_category !== "High Risk" && churn_risk_category !== "Medium Risk") return undefined;
  const chance =
    churn_probability === null ? "" : `; ${Math.round(100 * churn_probability)} in 100 like this one leave`;
  const is_high = churn_risk_category === "High Risk";
  return {
    alert: "churn risk",
    severity: is_high ? "high" : "medium",
    reason: `Churn risk is ${is_high ? "high" : "medium"}: score ${churn_risk_score} of 100${chance}.`,
  };
}

/** A segment is given on the first of a month: whoever has spent more again since then is not called fading. */
function declining({ profile }: AlertSources): CustomerAlert | undefined {
  const { customer_segment, spend_last_90_days, spend_prior_90_days } = profile;
  if (customer_segment !== "Declining" || spend_last_90_days >= spend_prior_90_days) return undefined;
  return {
    alert: "declining",
    severity: "high",
    reason: `Spend is fading: ${money(spend_last_90_days)} in the last 90 days, ${money(spend_prior_90_days)} in the 90 before.`,
  };
}

function quiet({ profile }: AlertSources): CustomerAlert | undefined {
  const { recency_status, days_since_last_transaction, last_transaction_date } = profile;
  if (recency_status === "Active") return undefined;
  const reason = last_transaction_date
    ? `No purchase for ${days_since_last_transaction} days; the last was on ${isoDay(last_transaction_date)}.`
    : "No purchase so far.";
  return { alert: "quiet", severity: recency_status === "Inactive" ? "high" : "medium", reason };
}

function utilization({ profile }: AlertSources): CustomerAlert | undefined {
  const { credit_utilization_pct, credit_limit } = profile;
  if (credit_utilization_pct === null || credit_limit === null || credit_utilization_pct < HIGH_UTILIZATION)
    return undefined;
  const reason = `The last 30 days' spend is ${Math.round(credit_utilization_pct)}% of the limit of ${money(credit_limit)}.`;
  return { alert: "utilization", severity: credit_utilization_pct >= 100 ? "high" : "medium", reason };
}

function lowered({ profile, versions }: AlertSources): CustomerAlert[] {
  const from = day(addDays(isoDay(profile.profile_updated_date), -LOWERED_DAYS));
  const rank = (card: string | null) => (card === null ? -1 : CARD_RANKS.indexOf(card));
  return versions.flatMap((version, i) => {
    const before = versions[i - 1];
    if (!before || version.valid_from < from) return [];
    const on = isoDay(version.valid_from);
    const alerts: CustomerAlert[] = [];
    if (version.credit_limit !== null && before.credit_limit !== null && version.credit_limit < before.credit_limit) {
      const reason = `The limit was lowered from ${money(before.credit_limit)} to ${money(version.credit_limit)} on ${on}.`;
      alerts.push({ alert: "limit lowered", severity: "medium", reason });
    }
    if (rank(version.card_type) >= 0 && rank(version.card_type) < rank(before.card_type)) {
      const reason = `The card went from ${before.card_type} to ${version.card_type} on ${on}.`;
      alerts.push({ alert: "card lowered", severity: "medium", reason });
    }
    return alerts;
  });
}

function declined(sources: AlertSources): CustomerAlert | undefined {
  const count = countOf(sources, "declined", 30);
  if (count < 2) return undefined;
  const reason = `${count} purchases were declined in the last 30 days.`;
  return { alert: "declined purchases", severity: "medium", reason };
}

function disputed(sources: AlertSources): CustomerAlert | undefined {
  const count = countOf(sources, "disputed", 90);
  if (count === 0) return undefined;
  const reason = `${count} ${count === 1 ? "purchase" : "purchases"} of the last 90 days ${count === 1 ? "is" : "are"} disputed.`;
  return { alert: "disputed purchases", severity: "medium", reason };
}

function countOf({ profile, transactions }: AlertSources, status: string, days: number): number {
  const to_date = isoDay(profile.profile_updated_date);
  return filterTransactions(transactions, { from_date: addDays(to_date, -days), to_date, statuses: [status] }).length;
}

function money(amount: number): string {
  return `$${Math.round(amount).toLocaleString("en-US")}`;
}
