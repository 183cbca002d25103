// A customer about whom there is nothing to say, and a few purchases.
import { day } from "../../lib/src/core/dates";
import type { ProfileRow } from "../../lib/src/customer/profile-row";
import type { CustomerTransaction } from "../../lib/src/customer/transactions";

export const profileRow: ProfileRow = {
  customer_id: "L1",
  full_name: "Ada King",
  email: "ada@post.org",
  phone: "5550100",
  age: 40,
  state: "OH",
  city: "Lima",
  employment_status: "Employed",
  card_type: "Rewards",
  credit_limit: 5000,
  source_system: "legacy",
  account_open_date: day("2020-01-01"),
  tenure_months: 75,
  customer_segment: "Stable Mid-Spenders",
  segment_assigned_date: day("2025-01-01"),
  lifetime_value: 20_000,
  contribution_value: 60,
  total_transactions: 400,
  avg_transaction_value: 50,
  median_transaction_value: 40,
  transaction_value_stddev: 30,
  spending_consistency: 0.6,
  spend_last_90_days: 3000,
  spend_prior_90_days: 3100,
  spend_change_pct: -3.23,
  mom_spend_change_pct: 1,
  avg_monthly_spend: 1000,
  first_transaction_date: day("2024-10-01"),
  last_transaction_date: day("2026-03-31"),
  days_since_last_transaction: 1,
  recency_status: "Active",
  travel_spend_pct: 10,
  necessities_spend_pct: 40,
  credit_utilization_pct: 20,
  churn_probability: null,
  churn_risk_score: null,
  churn_risk_category: null,
  eligible_for_retention_campaign: false,
  profile_updated_date: day("2026-04-01"),
};

/** An approved purchase at noon. */
export const bought = (on: string, amount: number, more: Partial<CustomerTransaction> = {}): CustomerTransaction => ({
  transaction_id: `${on}-${amount}`,
  transaction_at: new Date(`${on}T12:00:00Z`),
  merchant_name: "Shop",
  merchant_category: "groceries",
  category_name: "Groceries",
  category_group: "necessities",
  channel: "in_person",
  status: "approved",
  amount,
  ...more,
});
/** What makes a purchase a flight. */
export const flight = { merchant_category: "airlines", category_name: "Airlines", category_group: "travel" };
/** Four days: a flight, two purchases on one day, a refund, a declined purchase. */
export const transactions = [
  bought("2026-01-01", 30, flight),
  bought("2026-01-02", 10),
  bought("2026-01-02", 20),
  bought("2026-01-03", -5, { status: "refunded" }),
  bought("2026-01-04", 99, { status: "declined" }),
];
