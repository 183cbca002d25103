// What the label counts: by rule, by frequency, and how many of those called churned come back.
import type { Engine } from "../../engine/engine";

/** One cut-off and one band of frequency. */
export interface LabelRates {
  readonly snapshot_date: string;
  readonly purchases_a_month: string;
  readonly customers: number;
  readonly churn_rate: number;
  /** By one rule, by the other, and by both at once. */
  readonly inactive_rate: number;
  readonly declined_rate: number;
  readonly both_rate: number;
  /** A variant for comparison: silent for three times the customer's own usual gap, 30 days at least. */
  readonly own_gap_rate: number;
}

/** Churned customers of one cut-off, and what they did afterwards. */
export interface Reactivation {
  readonly snapshot_date: string;
  readonly churned: number;
  /** Days after the label window that the data still has, 120 at most. */
  readonly days_seen: number;
  /** With any approved purchase in those days. */
  readonly bought_again_rate: number;
  /** With spend per day in those days back over the share of the baseline that the definition asks for. */
  readonly came_back_rate: number;
}

/**
 * Churn rates of the customers a model may judge, by cut-off and by purchases a month. With few purchases a month the
 * rule of silent days measures frequency more than leaving: read the bands beside each other.
 */
export async function labelRates(db: Engine): Promise<LabelRates[]> {
  return db.rows<LabelRates>({
    name: "label rates",
    sql: `with judged as (
              select
                  label.snapshot_date, label.has_churned, label.is_inactive, label.has_declined,
                  label.silent_days >= greatest(30, 3 * 180.0 / population.purchase_count) as is_past_own_gap,
                  case when population.purchase_count < 36 then 'under 6' when population.purchase_count < 90 then '6 to 15'
                      else '15 and more' end as purchases_a_month
              from gold.churn_labels as label
              join gold.churn_population as population
                  on label.customer_id = population.customer_id and label.snapshot_date = population.snapshot_date
              where population.is_scored
          )
          select
              snapshot_date::varchar as snapshot_date, purchases_a_month, count(*) as customers,
              count_if(has_churned) / count(*)::double as churn_rate,
              count_if(is_inactive) / count(*)::double as inactive_rate,
              count_if(has_declined) / count(*)::double as declined_rate,
              count_if(is_inactive and has_declined) / count(*)::double as both_rate,
              count_if(is_past_own_gap) / count(*)::double as own_gap_rate
          from judged
          group by snapshot_date, purchases_a_month
          order by snapshot_date, min(iff(purchases_a_month = 'under 6', 1, iff(purchases_a_month = '6 to 15', 2, 3)))`,
  });
}

/**
 * How many of those who had churned are back within 120 days: above 15 % the definition is too quick. Cut-offs with
 * less than 60 days of data after their label window are left out.
 */
export async function reactivation(db: Engine): Promise<Reactivation[]> {
  return db.rows<Reactivation>({
    name: "reactivation",
    sql: `with cut_offs as (
              select
                  snapshot.snapshot_date, snapshot.label_to,
                  least(120, datediff('day', snapshot.label_to, as_of.as_of_date)) as days_seen
              from gold.churn_snapshot as snapshot
              cross join silver.as_of as as_of
              where snapshot.has_label
          ),
          churned as (
              select
                  label.customer_id, cut_off.snapshot_date, cut_off.label_to, cut_off.days_seen,
                  definition.decline_share * label.baseline_spend_per_day as wanted_per_day
              from cut_offs as cut_off
              join gold.churn_labels as label on cut_off.snapshot_date = label.snapshot_date and label.has_churned
              join gold.churn_population as population
                  on label.customer_id = population.customer_id and label.snapshot_date = population.snapshot_date
                  and population.is_scored
              cross join gold.churn_definition as definition
              where cut_off.days_seen >= 60
          ),
          afterwards as (
              select
                  churned.customer_id, churned.snapshot_date, churned.days_seen, churned.wanted_per_day,
                  count(fact.transaction_id) as purchase_count, coalesce(sum(fact.amount), 0)::double as spend_amount
              from churned
              left join gold.fct_transactions as fact
                  on churned.customer_id = fact.customer_id and fact.status = 'approved'
                  and fact.transaction_date >= churned.label_to
                  and fact.transaction_date < dateadd('day', 120, churned.label_to)::date
              group by churned.customer_id, churned.snapshot_date, churned.days_seen, churned.wanted_per_day
          )
          select
              snapshot_date::varchar as snapshot_date, count(*) as churned, max(days_seen) as days_seen,
              count_if(purchase_count > 0) / count(*)::double as bought_again_rate,
              count_if(spend_amount / days_seen >= wanted_per_day) / count(*)::double as came_back_rate
          from afterwards
          group by snapshot_date
          order by snapshot_date`,
  });
}
