// What the season does to the decliners: the same rule with it and without.
import type { Engine } from "../../engine/engine";

/** Those whom the rule calls declining on one day, with the season taken out of their fall or left in it. */
export interface DeclineSeason {
  readonly snapshot_date: Date;
  readonly measured: "with the season" | "without";
  /** What the spend of established customers became from one window to the next: 0.9 is a tenth less. */
  readonly season_factor: number;
  /** Part of that day's customers, 0..1. */
  readonly customer_share: number;
}

/** Both shares on each day of the history that has two full windows, by day. */
export function declineBySeason(db: Engine): Promise<DeclineSeason[]> {
  return db.rows<DeclineSeason>({
    name: "decliners with the season and without",
    sql: `with measured as (
              select 'with the season' as measured, 1 as takes_season
              union all
              select 'without', 0
          )
          select spend.snapshot_date, measured.measured, max(spend.season_factor)::double as season_factor,
              round(count_if(
                  spend.tenure_days >= scenario.new_tenure and spend.recent_spend > 0
                  and spend.recent_spend
                      <= spend.prior_spend * iff(takes_season = 1, spend.season_factor, 1) * (1 - scenario.decline)
              )::double / count(*)::double, 6) as customer_share
          from gold.customer_spend_window as spend
          cross join gold.segment_scenario as scenario
          cross join measured
          where scenario.scenario = 'as promised' and spend.season_factor is not null
          group by spend.snapshot_date, measured.measured
          order by spend.snapshot_date, measured.measured`,
  });
}
