// A profile for reading: few lines in words, personal data masked.
import { isoDay } from "../core/dates";
import { InvalidInputError } from "../core/errors";
import { shown } from "../core/options";
import { maskedEmail, maskedPhone } from "./mask";
import type { ProfileRow } from "./profile-row";

/** A fact about a customer, in words. */
export interface ProfileLine {
  readonly topic: "person" | "card" | "value" | "spend" | "risk";
  readonly what: string;
  readonly value: string;
}

/** A fact on two days. */
export interface ComparedLine {
  readonly what: string;
  readonly earlier: string;
  readonly later: string;
}

/**
 * A profile in lines; e-mail address and phone are masked, what is not known is a dash.
 *
 * @throws InvalidInputError when it is no row of a profile
 */
export function profileLines(profile: ProfileRow): ProfileLine[] {
  if (typeof profile?.total_transactions !== "number")
    throw new InvalidInputError(
      `profileLines needs a customer's profile row, got ${shown(profile)}; customerProfile has it as profile`,
    );
  const line = (topic: ProfileLine["topic"]) => (what: string, value: string) => ({ topic, what, value });
  const [person, card, worth, spend, risk] = (["person", "card", "value", "spend", "risk"] as const).map(line);
  return [
    person!("name", text(profile.full_name)),
    person!("e-mail, phone", `${text(maskedEmail(profile.email))}, ${text(maskedPhone(profile.phone))}`),
    person!("age, work", `${text(profile.age)}, ${text(profile.employment_status)}`),
    person!("place", `${text(profile.city)}, ${text(profile.state)}`),
    person!("customer for", `${text(profile.tenure_months)} months`),
    card!("card", text(profile.card_type)),
    card!("limit", money(profile.credit_limit, 0)),
    card!("last 30 days against the limit", percent(profile.credit_utilization_pct)),
    worth!("lifetime spend", lifetimeSpend(profile)),
    worth!("contribution", money(profile.contribution_value, 0)),
    worth!("purchases", profile.total_transactions.toLocaleString("en-US")),
    worth!(
      "mean, median purchase",
      `${money(profile.avg_transaction_value)}, ${money(profile.median_transaction_value)}`,
    ),
    spend!("last 90 days", money(profile.spend_last_90_days, 0)),
    spend!("against the 90 before", percent(profile.spend_change_pct)),
    spend!("travel, necessities", `${percent(profile.travel_spend_pct)}, ${percent(profile.necessities_spend_pct)}`),
    spend!("last purchase", profile.last_transaction_date ? isoDay(profile.last_transaction_date) : "-"),
    spend!("recency", profile.recency_status),
    risk!("segment", text(profile.customer_segment)),
    risk!("churn risk score", text(profile.churn_risk_score)),
    risk!("fits the retention campaign", profile.eligible_for_retention_campaign ? "yes" : "no"),
  ];
}

/** What differs between two profiles of one customer, line by line. */
export function compareProfiles(earlier: ProfileRow, later: ProfileRow): ComparedLine[] {
  const today = new Map(profileLines(later).map(({ what, value }) => [what, value]));
  return profileLines(earlier)
    .map(({ what, value }) => ({ what, earlier: value, later: today.get(what)! }))
    .filter((line) => line.earlier !== line.later);
}

/** Lifetime begins with the data, however long the account has been open. */
function lifetimeSpend({ lifetime_value, first_transaction_date }: ProfileRow): string {
  const since = first_transaction_date ? ` since ${isoDay(first_transaction_date)}` : "";
  return `${money(lifetime_value, 0)}${since}`;
}

function text(value: string | number | null): string {
  return value === null ? "-" : String(value);
}

function money(amount: number | null, digits = 2): string {
  if (amount === null) return "-";
  const number = Math.abs(amount).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${amount < 0 && /[1-9]/.test(number) ? "-" : ""}$${number}`;
}

function percent(value: number | null): string {
  return value === null ? "-" : `${Math.round(value)}%`;
}
