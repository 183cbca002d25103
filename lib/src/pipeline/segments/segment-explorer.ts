// Customers counted by everything that the segment explorer filters on: small enough to travel inside a chart.
import type { Engine } from "../../engine/engine";

/** How many customers share segment, state, card type and risk, and what they spend. */
export interface ExplorerCell {
  readonly customer_segment: string;
  readonly state: string;
  readonly card_type: string;
  /** "Not Scored" without a churn score. */
  readonly churn_risk: string;
  readonly customer_count: number;
  /** Whole USD. */
  readonly lifetime_value: number;
  readonly monthly_spend: number;
}

/** At most five segments x 51 states x three cards x four risks: counts and sums, never a person. */
export function explorerCells(db: Engine): Promise<ExplorerCell[]> {
  return db.rows<ExplorerCell>({
    name: "segment explorer",
    sql: `select customer_segment, coalesce(state, 'unknown') as state, card_type,
              coalesce(churn_risk_category, 'Not Scored') as churn_risk, count(*) as customer_count,
              round(sum(lifetime_value), 0)::double as lifetime_value,
              round(sum(avg_monthly_spend), 0)::double as monthly_spend
          from gold.customer_360_profile
          group by all
          order by customer_segment, state, card_type, churn_risk`,
  });
}
