// What happened to a customer besides purchases: card and limit, segments, scores, contacts.

/** A span of days with the same card and limit: a version of gold.dim_customer. */
export interface CardVersion {
  readonly valid_from: Date;
  /** The day from which it no longer holds; null while it does. */
  readonly valid_to: Date | null;
  /** When the bank had been told of it; null where the books told it from the beginning. */
  readonly recorded_at: Date | null;
  readonly card_type: string | null;
  readonly credit_limit: number | null;
}

/** The segment that a customer was in on a day. */
export interface SegmentSnapshot {
  readonly snapshot_date: Date;
  readonly customer_segment: string;
  /** The first snapshot of the unbroken run of this segment. */
  readonly valid_from: Date;
}

/** What the churn model said on a day; null where it did not judge. */
export interface RiskScore {
  readonly snapshot_date: Date;
  readonly churn_probability: number | null;
  readonly churn_risk_score: number | null;
  readonly churn_risk_category: string | null;
  /** True when nobody said it on that day: a model trained later has said it since, from what the day knew. */
  readonly is_backtest: boolean;
}

/** A time the bank spoke to the customer. */
export interface Contact {
  readonly contacted_at: Date;
  readonly campaign: string;
  readonly channel: string;
  /** What was offered, in US dollars; null when nothing was. */
  readonly offer_amount: number | null;
  /** When the offer was taken up; null while it is not. */
  readonly responded_at: Date | null;
}
