// How many customers each segment holds, and what they are worth.
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";

/** One of the five segments today. */
export interface SegmentShare {
  readonly precedence: number;
  readonly customer_segment: string;
  readonly rule: string;
  readonly customer_count: number;
  /** Of them, those who bought anything in the last 90 days. */
  readonly active_count: number;
  /** Of them, those who bought nothing in the 90 days before those: any purchase is growth for them. */
  readonly no_prior_count: number;
  /** Part of all customers, 0..1. */
  readonly customer_share: number;
  /** The band it should lie in, 0..1. */
  readonly share_low: number;
  readonly share_high: number;
  readonly is_in_band: boolean;
}

/**
 * All five segments in the order of their precedence, from the list of names: one that holds nobody is there with 0.
 *
 * @throws InvalidInputError while no customer has a segment
 */
export async function segmentShares(db: Engine): Promise<SegmentShare[]> {
  const rows = await db.rows<SegmentShare>({
    name: "segment shares",
    sql: `with counts as (
              select customer_segment, count(*) as customer_count, count_if(is_active) as active_count,
                  count_if(spend_prior_90_days = 0) as no_prior_count
              from gold.customer_segments group by customer_segment
          )
          select listed.precedence, listed.customer_segment, listed.rule,
              coalesce(counts.customer_count, 0) as customer_count, coalesce(counts.active_count, 0) as active_count,
              coalesce(counts.no_prior_count, 0) as no_prior_count,
              round(coalesce(counts.customer_count, 0)::double / nullifzero(sum(counts.customer_count) over ()), 6) as customer_share,
              listed.share_low::double as share_low, listed.share_high::double as share_high
          from gold.segment_precedence as listed
          left join counts on listed.customer_segment = counts.customer_segment
          order by listed.precedence`,
  });
  if (rows.every((row) => row.customer_count === 0))
    throw new InvalidInputError(
      "Segment shares need customers in gold.customer_segments, got none; build the marts first",
    );
  return rows.map((row) => ({
    ...row,
    is_in_band: row.customer_share >= row.share_low && row.customer_share <= row.share_high,
  }));
}

/** What a segment spends and brings. Amounts in USD. */
export interface SegmentEconomics {
  readonly customer_segment: string;
  readonly customer_count: number;
  /** Of them, those who bought anything in the last 90 days. */
  readonly active_count: number;
  /** Lifetime spend, all together and a customer. */
  readonly lifetime_value: number;
  readonly avg_lifetime_value: number;
  readonly contribution_value: number;
  readonly avg_contribution_value: number;
  readonly avg_monthly_spend: number;
  /** The same, over those who bought anything; null when nobody did. */
  readonly active_monthly_spend: number | null;
  /** Part of the last 90 days' spend of everybody, 0..1. */
  readonly spend_share: number;
  readonly avg_transaction_value: number | null;
  /** Null while no churn model has scored anybody. */
  readonly avg_churn_risk_score: number | null;
}

/** The economics of the five segments, in the order of their precedence. */
export function segmentEconomics(db: Engine): Promise<SegmentEconomics[]> {
  return db.rows<SegmentEconomics>({
    name: "segment economics",
    sql: `select profile.customer_segment, count(*) as customer_count,
              count_if(profile.spend_last_90_days > 0) as active_count,
              sum(profile.lifetime_value)::double as lifetime_value,
              round(avg(profile.lifetime_value), 2)::double as avg_lifetime_value,
              sum(profile.contribution_value)::double as contribution_value,
              round(avg(profile.contribution_value), 2)::double as avg_contribution_value,
              round(avg(profile.avg_monthly_spend), 2)::double as avg_monthly_spend,
              round(sum(profile.avg_monthly_spend) / nullifzero(count_if(profile.spend_last_90_days > 0)), 2)::double
                  as active_monthly_spend,
              round(sum(profile.spend_last_90_days)::double
                  / nullifzero(sum(sum(profile.spend_last_90_days)) over ())::double, 6) as spend_share,
              round(sum(profile.lifetime_value)::double / nullifzero(sum(profile.total_transactions))::double, 2)
                  as avg_transaction_value,
              round(avg(profile.churn_risk_score), 1)::double as avg_churn_risk_score
          from gold.customer_360_profile as profile
          join gold.segment_precedence as listed on profile.customer_segment = listed.customer_segment
          group by profile.customer_segment, listed.precedence
          order by listed.precedence`,
  });
}
