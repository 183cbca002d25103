// Customers counted by everything that the segment explorer filters on: small enough to travel inside a chart.
import type { Engine } from "../../engine/engine";

/** The bands of lifetime spend, each from its lower end up to the next. */
export const lifetimeBands = ["below $5K", "$5K to $20K", "$20K to $50K", "$50K or more"] as const;

/** What fewer customers than these spend is told together with others. */
const FEWEST_TOLD = 5;

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

/**
 * At most five segments x 60 states x three cards x four risks x four bands. Few customers in a cell could be told from
 * it: where they are fewer than five, their money and risk are the mean over all such cells of the segment and band, or
 * of the band alone while even those hold fewer than five; and nothing where the band does. Counts are as they are.
 */
export function explorerCells(db: Engine): Promise<ExplorerCell[]> {
  return db.rows<ExplorerCell>({
    name: "segment explorer",
    sql: `with customers as (
              select customer_segment, coalesce(state, 'unknown') as state, card_type,
                  coalesce(churn_risk_category, 'Not Scored') as churn_risk,
                  case
                      when lifetime_value < 5000 then 'below $5K'
                      when lifetime_value < 20000 then '$5K to $20K'
                      when lifetime_value < 50000 then '$20K to $50K'
                      else '$50K or more'
                  end as lifetime_band,
                  lifetime_value, avg_monthly_spend, churn_risk_score
              from gold.customer_360_profile
          ),
          cells as (
              select customer_segment, state, card_type, churn_risk, lifetime_band, count(*) as customer_count,
                  count(*) < ${FEWEST_TOLD} as is_small, sum(lifetime_value) as lifetime_value,
                  sum(avg_monthly_spend) as monthly_spend, count(churn_risk_score) as scored_count,
                  coalesce(sum(churn_risk_score), 0) as risk_score_sum
              from customers
              group by customer_segment, state, card_type, churn_risk, lifetime_band
          ),
          means as (
              select customer_segment, lifetime_band,
                  sum(lifetime_value)::double / sum(customer_count) as lifetime_value,
                  sum(monthly_spend)::double / sum(customer_count) as monthly_spend,
                  iff(sum(scored_count) >= ${FEWEST_TOLD}, sum(risk_score_sum)::double / nullifzero(sum(scored_count)), null)
                      as risk_score
              from cells where is_small
              group by grouping sets ((customer_segment, lifetime_band), (lifetime_band))
              having sum(customer_count) >= ${FEWEST_TOLD}
          )
          select cells.customer_segment, cells.state, cells.card_type, cells.churn_risk, cells.lifetime_band,
              cells.customer_count,
              round(iff(is_small,
                  cells.customer_count * coalesce(own.lifetime_value, band.lifetime_value, 0),
                  cells.lifetime_value), 0)::double as lifetime_value,
              round(iff(is_small,
                  cells.customer_count * coalesce(own.monthly_spend, band.monthly_spend, 0),
                  cells.monthly_spend), 0)::double as monthly_spend,
              cells.scored_count,
              round(iff(is_small,
                  cells.scored_count * coalesce(own.risk_score, band.risk_score, 0),
                  cells.risk_score_sum), 0)::double as risk_score_sum
          from cells
          left join means as own
              on own.customer_segment = cells.customer_segment and own.lifetime_band = cells.lifetime_band
          left join means as band on band.customer_segment is null and band.lifetime_band = cells.lifetime_band
          order by cells.customer_segment, cells.state, cells.card_type, cells.churn_risk, cells.lifetime_band`,
  });
}
