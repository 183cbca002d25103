// What is known about one customer in one row, with the names and units of gold.customer_360_profile.

/** One customer on one day. Columns ending in _pct are per cent; null where there is nothing to divide by. */
export interface ProfileRow {
  readonly customer_id: string;
  readonly full_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly age: number | null;
  readonly state: string | null;
  readonly city: string | null;
  readonly employment_status: string | null;
  readonly card_type: string | null;
  readonly credit_limit: number | null;
  readonly source_system: string | null;
  readonly account_open_date: Date | null;
  readonly tenure_months: number | null;
  readonly customer_segment: string | null;
  readonly segment_assigned_date: Date | null;
  readonly lifetime_value: number;
  readonly contribution_value: number;
  readonly total_transactions: number;
  readonly avg_transaction_value: number | null;
  readonly median_transaction_value: number | null;
  readonly transaction_value_stddev: number | null;
  readonly spending_consistency: number | null;
  readonly spend_last_90_days: number;
  readonly spend_prior_90_days: number;
  readonly spend_change_pct: number | null;
  readonly mom_spend_change_pct: number | null;
  readonly avg_monthly_spend: number;
  readonly first_transaction_date: Date | null;
  readonly last_transaction_date: Date | null;
  readonly days_since_last_transaction: number | null;
  readonly recency_status: RecencyStatus;
  readonly travel_spend_pct: number | null;
  readonly necessities_spend_pct: number | null;
  readonly credit_utilization_pct: number | null;
  readonly churn_probability: number | null;
  readonly churn_risk_score: number | null;
  readonly churn_risk_category: string | null;
  readonly eligible_for_retention_campaign: boolean;
  /** The day the row speaks of: everything before it is in, nothing of the day itself or later. */
  readonly profile_updated_date: Date;
}

export type RecencyStatus = "Active" | "Slowing" | "Inactive" | "No Purchases";
