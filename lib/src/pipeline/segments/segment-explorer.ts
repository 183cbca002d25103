// Customers counted by everything that the segment explorer filters on: small enough to travel inside a chart.
import type { Engine } from "../../engine/engine";

/** The bands of lifetime spend, each from its lower end up to the next. */
export const lifetimeBands = ["below $5K", "$5K to $20K", "$20K to $50K", "$50K or more"] as const;

/** How many customers share segment, state, card type, risk and band of lifetime spend, and what they spend. */
export interface ExplorerCell {
  readonly customer_segment: string;
  readonly state: string;
  readonly card_type: string;
  /** "Not Scored" without a churn score. */
  readonly churn_risk: string;
  /** One of `lifetimeBands`. */
  readonly lifetime_band: string;
  readonly customer_count: number;
  /** Whole USD. */
  readonly lifetime_value: number;
  readonly monthly_spend: number;
  /** Customers with a churn score, and the sum of their scores. */
  readonly scored_count: number;
  readonly risk_score_sum: number;
}

/** At most five segments x 52 states x three cards x four risks x four bands: counts and sums, never a person. */
export function explorerCells(db: Engine): Promise<ExplorerCell[]> {
  return db.rows<ExplorerCell>({
    name: "segment explorer",
    sql: `select customer_segment, coalesce(state, 'unknown') as state, card_type,
              coalesce(churn_risk_category, 'Not Scored') as churn_risk,
              case
                  when lifetime_value < 5000 then 'below $5K'
                  when lifetime_value < 20000 then '$5K to $20K'
                  when lifetime_value < 50000 then '$20K to $50K'
                  else '$50K or more'
              end as lifetime_band,
              count(*) as customer_count,
              round(sum(lifetime_value), 0)::double as lifetime_value,
              round(sum(avg_monthly_spend), 0)::double as monthly_spend,
              count(churn_risk_score) as scored_count, coalesce(sum(churn_risk_score), 0) as risk_score_sum
          from gold.customer_360_profile
          group by all
          order by customer_segment, state, card_type, churn_risk, lifetime_band`,
  });
}
