// What the season does to the decliners: the same rule with it taken out and left in.
import type { Engine } from "../../engine/engine";

/** Those whom the rule calls declining on one day, with the season taken out of their fall or left in it. */
export interface DeclineSeason {
  readonly snapshot_date: Date;
  readonly measured: "season taken out" | "season left in";
  /** What the spend of established customers became from one window to the next: 0.9 is a tenth less. */
  readonly season_factor: number;
  /** Part of that day's customers, 0..1. */
  readonly customer_share: number;
}

/** Both shares on each day of the history that has two full windows, by day. */
export function declineBySeason(db: Engine): Promise<DeclineSeason[]> {
  return db.rows<DeclineSeason>({
    name: "decliners with the season taken out and left in",
    sql: `with days as (
              select snapshot_date, max(season_factor)::double as season_factor, count(*)::double as customers,
                  count_if(fits_declining) as adjusted, count_if(fits_declining_unadjusted) as unadjusted
              from gold.segment_decision
              where scenario = 'as promised' and season_factor is not null
              group by snapshot_date
          )
          select snapshot_date, 'season taken out' as measured, season_factor, round(adjusted / customers, 6) as customer_share
          from days
          union all
          select snapshot_date, 'season left in', season_factor, round(unadjusted / customers, 6)
          from days
          order by snapshot_date, measured`,
  });
}
