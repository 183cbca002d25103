// How the segments' shares move when a threshold of the rule moves.
import type { Engine } from "../../engine/engine";

/** A segment's share under one moved threshold. */
export interface ShareUnderThreshold {
  /** Name in gold.segment_rule. */
  readonly threshold_name: string;
  /** The segment whose rule has the threshold. */
  readonly rule_segment: string;
  readonly meaning: string;
  readonly unit: string;
  /** What the threshold was multiplied by. */
  readonly factor: number;
  readonly threshold_value: number;
  /** The segment counted here. */
  readonly customer_segment: string;
  readonly customer_share: number;
  /** Change against the thresholds as promised, in percentage points. */
  readonly change_points: number;
  /** Change in the segment's members, as part of those it has as promised. */
  readonly relative_change: number;
  /** Whether the share is still in the band that the segment was designed for. */
  readonly is_in_band: boolean;
}

/**
 * Today's shares of all segments with each threshold moved by a fifth and a tenth, up and down, one at a time. The rule
 * is the view gold.segment_decision, asked once for all scenarios: there is no second copy of it.
 */
export function thresholdSensitivity(db: Engine): Promise<ShareUnderThreshold[]> {
  return db.rows<ShareUnderThreshold>({
    name: "threshold sensitivity",
    sql: `with counts as (
              select decision.scenario, decision.precedence, count(*) as customer_count
              from gold.segment_decision as decision
              join gold.segment_date as dates on decision.snapshot_date = dates.snapshot_date and dates.is_current
              group by decision.scenario, decision.precedence
          ),
          shares as (
              select scenario.scenario, scenario.moved_threshold, scenario.factor, listed.precedence, listed.customer_segment,
                  listed.share_low::double as share_low, listed.share_high::double as share_high,
                  coalesce(counts.customer_count, 0)::double
                      / nullifzero(sum(counts.customer_count) over (partition by scenario.scenario))::double as share
              from gold.segment_scenario as scenario
              cross join gold.segment_precedence as listed
              left join counts on scenario.scenario = counts.scenario and listed.precedence = counts.precedence
          )
          select rule.threshold_name, rule.customer_segment as rule_segment, rule.meaning, rule.unit,
              moved.factor::double as factor, round(rule.threshold_value * moved.factor, 4)::double as threshold_value,
              moved.customer_segment, round(moved.share, 6) as customer_share,
              round(100 * (moved.share - promised.share), 3) as change_points,
              round(coalesce(moved.share / nullifzero(promised.share) - 1, 0), 4) as relative_change,
              moved.share between moved.share_low and moved.share_high as is_in_band
          from shares as moved
          join gold.segment_rule as rule on moved.moved_threshold = rule.threshold_name
          join shares as promised on moved.precedence = promised.precedence and promised.scenario = 'as promised'
          join gold.segment_precedence as owner on rule.customer_segment = owner.customer_segment
          order by owner.precedence, rule.threshold_name, moved.factor, moved.precedence`,
  });
}
