// The feature catalogue: the features of gold.churn_features, their families, and how a reason for a score is worded. A
// column that is not here is a feature too: it stands for itself and is told by its name.
import type { FeatureMeaning } from "../../churn/reasons";

type Phrases = Omit<FeatureMeaning, "name" | "family" | "kind">;

const numeric = (family: string, name: string, phrases: Phrases): FeatureMeaning => ({
  name,
  family,
  kind: "numeric",
  ...phrases,
});

// a phrase that would be no reason to leave is left out: then the next feature of the family is told

/** Slower than usual, told the same way for every pair of windows. */
const pace = (family: string, name: string, what: string, stretch: string): FeatureMeaning =>
  numeric(family, name, {
    phrase_low: `${what} ${stretch} at {value} of the usual pace`,
    phrase_missing: `no ${what.toLowerCase()} to compare ${stretch} with`,
    unit: "ratio",
  });

const counted = (family: string, name: string, stretch: string, unit: string): FeatureMeaning =>
  numeric(family, name, { phrase_low: `Only {value} ${stretch}`, phrase_high: `{value} ${stretch}`, unit });

/** Seasonal comparisons tell the same story as trends, so they share a family: a customer hears it once. */
export const churnCatalogue: readonly FeatureMeaning[] = [
  numeric("recency", "recency_days", {
    phrase_high: "Last purchase {value} ago",
    phrase_low: "Last purchase {value} ago",
    unit: "days",
  }),
  numeric("recency", "recency_in_usual_gaps", {
    phrase_high: "Silent for {value} the usual distance between purchases",
    unit: "times",
  }),
  ...[7, 14, 30, 90, 180].map((days) =>
    counted("frequency", `purchases_${days}_days`, `in the last ${days} days`, "purchases"),
  ),
  ...[30, 90, 180].map((days) =>
    counted("monetary", `spend_${days}_days`, `spent in the last ${days} days`, "dollars"),
  ),
  numeric("monetary", "average_ticket", {
    phrase_low: "Small purchases, {value} on average",
    phrase_high: "Large purchases, {value} on average",
    unit: "dollars",
  }),
  pace("trend", "spend_14_over_60_days", "Spend", "in the last 14 days"),
  pace("trend", "spend_30_over_180_days", "Spend", "in the last 30 days"),
  pace("trend", "spend_60_over_180_days", "Spend", "in the last 60 days"),
  pace("trend", "spend_90_over_180_days", "Spend", "in the last 90 days"),
  pace("trend", "purchases_14_over_60_days", "Purchases", "in the last 14 days"),
  pace("trend", "purchases_30_over_180_days", "Purchases", "in the last 30 days"),
  pace("trend", "purchases_60_over_180_days", "Purchases", "in the last 60 days"),
  pace("trend", "purchases_90_over_180_days", "Purchases", "in the last 90 days"),
  pace("trend", "seasonal_spend_30_days", "Spend", "in the last 30 days, for the season,"),
  pace("trend", "seasonal_spend_90_days", "Spend", "in the last 90 days, for the season,"),
  pace("trend", "seasonal_purchases_30_days", "Purchases", "in the last 30 days, for the season,"),
  numeric("variability", "ticket_variation", {
    phrase_high: "Purchases of very uneven size",
    phrase_low: "Purchases of one size",
  }),
  numeric("variability", "largest_purchase_share", {
    phrase_high: "One purchase makes {value} of the spend",
    unit: "share",
  }),
  numeric("variability", "pace_variation", {
    phrase_high: "Uneven pace of purchases over the months",
  }),
  numeric("category", "categories_180_days", {
    phrase_low: "Buys in only {value}",
    phrase_high: "Buys in {value}",
    unit: "categories",
  }),
  numeric("category", "category_breadth_change", {
    phrase_low: "Range of categories down to {value}",
    phrase_high: "Range of categories at {value}",
    unit: "ratio",
  }),
  numeric("category", "necessity_share", {
    phrase_low: "Only {value} of spend on necessities",
    phrase_high: "{value} of spend on necessities",
    unit: "share",
  }),
  numeric("category", "necessity_share_change", {
    phrase_low: "Necessities move to another card",
    phrase_high: "Spend narrows to necessities",
  }),
  numeric("category", "everyday_share", {
    phrase_low: "Only {value} of purchases are groceries, gas and transit",
    phrase_high: "{value} of purchases are groceries, gas and transit",
    unit: "share",
  }),
  numeric("category", "everyday_share_change", {
    phrase_low: "Groceries, gas and transit move to another card",
    phrase_high: "Purchases narrow to groceries, gas and transit",
  }),
  pace("category", "everyday_30_over_180_days", "Groceries, gas and transit", "in the last 30 days"),
  pace("category", "everyday_90_over_180_days", "Groceries, gas and transit", "in the last 90 days"),
  pace("category", "grocery_spend_30_over_180_days", "Grocery spend", "in the last 30 days"),
  numeric("channel", "online_share", {
    phrase_low: "Seldom buys online: {value}",
    phrase_high: "Mostly buys online: {value}",
    unit: "share",
  }),
  numeric("channel", "wallet_share", {
    phrase_low: "Card seldom used in a phone wallet: {value}",
    phrase_high: "Card used in a phone wallet: {value}",
    unit: "share",
  }),
  counted("subscription", "subscriptions", "running", "subscriptions"),
  numeric("subscription", "lost_subscriptions", {
    phrase_high: "{value} stopped",
    unit: "subscriptions",
  }),
  ...[30, 90, 180].map((days) =>
    numeric("trouble", `declines_${days}_days`, {
      phrase_high: `{value} in the last ${days} days`,
      unit: "declined purchases",
    }),
  ),
  numeric("trouble", "disputes_180_days", {
    phrase_high: "{value} in the last 180 days",
    unit: "disputed purchases",
  }),
  numeric("trouble", "refunds_180_days", {
    phrase_high: "{value} in the last 180 days",
    unit: "refunds",
  }),
  numeric("trouble", "decline_share", {
    phrase_high: "{value} of purchases in the last 90 days declined",
    unit: "share",
  }),
  {
    name: "card_type",
    family: "limit",
    kind: "category",
    phrase_high: "Holds a {value} card",
    phrase_missing: "Card not known",
  },
  numeric("limit", "credit_limit", {
    phrase_low: "Low credit limit, {value}",
    phrase_high: "High credit limit, {value}",
    unit: "dollars",
  }),
  numeric("limit", "limit_change", {
    phrase_low: "Credit limit at {value} of half a year ago",
    phrase_high: "Credit limit at {value} of half a year ago",
    unit: "ratio",
  }),
  numeric("limit", "card_or_limit_changes", {
    phrase_high: "{value} of card or limit in half a year",
    unit: "changes",
  }),
  numeric("limit", "limit_use", {
    phrase_low: "Uses only {value} of the limit in 30 days",
    phrase_high: "Uses {value} of the limit in 30 days",
    unit: "share",
  }),
  numeric("tenure", "tenure_days", {
    phrase_low: "Customer for only {value}",
    phrase_high: "Customer for {value}",
    unit: "days",
  }),
  { name: "source_system", family: "tenure", kind: "category", phrase_high: "Account of the {value} book" },
  numeric("tenure", "days_since_migration", {
    phrase_low: "Account migrated only {value} ago",
    phrase_high: "Account migrated {value} ago",
    phrase_missing: "Account never migrated",
    unit: "days",
  }),
];

/** Names of the features that have words, in the catalogue's order: what a model learns from first. */
export const churnFeatureNames: readonly string[] = churnCatalogue.map(({ name }) => name);
