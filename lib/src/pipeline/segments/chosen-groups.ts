// The chosen customers counted by segment, churn risk, card and state: what the charts beside a filter show.
import type { Engine } from "../../engine/engine";
import { type CustomerFilter, filterCondition, needStates } from "./filter-customers";

/** Chosen customers who share a segment, a risk, a card or a state. */
export interface ChosenGroup {
  readonly grouped_by: "segment" | "churn risk" | "card" | "state";
  /** "Not Scored" without a churn score, "unknown" without a state. */
  readonly value: string;
  readonly customer_count: number;
  /** Lifetime spend, all together and a customer, USD. */
  readonly total_lifetime_value: number;
  readonly avg_lifetime_value: number;
}

/**
 * The same customers as `filterCustomers` chooses, counted four ways; the largest group of each first.
 *
 * @throws InvalidInputError as `filterCustomers`
 */
export async function chosenGroups(db: Engine, filter: CustomerFilter = {}): Promise<ChosenGroup[]> {
  const { condition, binds } = filterCondition(filter);
  await needStates(db, filter.states);
  return db.rows<ChosenGroup>({
    name: "groups of chosen customers",
    sql: `with chosen as (
              select customer_segment, coalesce(churn_risk_category, 'Not Scored') as churn_risk, card_type,
                  coalesce(state, 'unknown') as state, lifetime_value
              from gold.customer_360_profile where ${condition}
          ),
          listed as (
              select 1 as position, 'segment' as grouped_by, customer_segment as value, lifetime_value from chosen
              union all
              select 2, 'churn risk', churn_risk, lifetime_value from chosen
              union all
              select 3, 'card', card_type, lifetime_value from chosen
              union all
              select 4, 'state', state, lifetime_value from chosen
          )
          select grouped_by, value, count(*) as customer_count, sum(lifetime_value)::double as total_lifetime_value,
              round(avg(lifetime_value), 2)::double as avg_lifetime_value
          from listed
          group by position, grouped_by, value
          order by position, customer_count desc, value`,
    binds,
  });
}
