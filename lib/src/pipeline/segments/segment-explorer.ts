// Customers counted by everything that the segment explorer filters on: small enough to travel inside a chart.
import type { Engine } from "../../engine/engine";
import { type PooledCell, poolCells, type ToldCell } from "../../segment/pool-cells";

/** The bands of lifetime spend, each from its lower end up to the next. */
export const lifetimeBands = ["below $5K", "$5K to $20K", "$20K to $50K", "$50K or more"] as const;

/** Money and scores of fewer customers than these are told together with others'. */
const FEWEST_TOLD = 5;

/** How many customers share segment, state, card type, risk and band of lifetime spend, and what they spend. */
export interface ExplorerCell extends PooledCell, ToldCell {
  readonly state: string;
  readonly card_type: string;
  /** One of `lifetimeBands`. */
  readonly lifetime_band: string;
  /** Whole USD, as `monthly_spend`. */
  readonly lifetime_value: number;
  /** Customers with a churn score; their scores are added up in `risk_score_sum`. */
  readonly scored_count: number;
}

/**
 * At most five segments x 60 states x three cards x four risks x four bands. Few customers in a cell could be told from
 * it: the money and risk of fewer than five are the mean of a pool of five or more of their segment, of the same risk and
 * the same or the next band as far as there are enough. Counts are as they are, and so are the sums of a segment, up to
 * whole dollars.
 */
export async function explorerCells(db: Engine): Promise<ExplorerCell[]> {
  const cells = await db.rows<Omit<ExplorerCell, "pooled_count" | "lifetime_band"> & { readonly band_no: number }>({
    name: "segment explorer",
    sql: `with customers as (
              select customer_segment, coalesce(state, 'unknown') as state, card_type,
                  coalesce(churn_risk_category, 'Not Scored') as churn_risk,
                  case
                      when lifetime_value < 5000 then 0
                      when lifetime_value < 20000 then 1
                      when lifetime_value < 50000 then 2
                      else 3
                  end as band_no,
                  lifetime_value, avg_monthly_spend, churn_risk_score
              from gold.customer_360_profile
          )
          select customer_segment, state, card_type, churn_risk, band_no, count(*) as customer_count,
              sum(lifetime_value)::double as lifetime_value, sum(avg_monthly_spend)::double as monthly_spend,
              count(churn_risk_score) as scored_count, coalesce(sum(churn_risk_score), 0) as risk_score_sum
          from customers
          group by customer_segment, state, card_type, churn_risk, band_no
          order by customer_segment,
              case churn_risk when 'Not Scored' then 0 when 'Low Risk' then 1 when 'Medium Risk' then 2 else 3 end,
              band_no, card_type, state`,
  });
  return poolCells(
    cells.map(({ band_no, ...cell }) => ({ ...cell, lifetime_band: lifetimeBands[band_no]! })),
    FEWEST_TOLD,
  );
}
