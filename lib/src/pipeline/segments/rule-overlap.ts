// Which rules fit the same customers, and which of them the order of precedence lets have them.
import type { Engine } from "../../engine/engine";

/** Customers whom the same rules fit today. */
export interface RuleOverlap {
  /** How many of the four rules that ask for something fit; "everybody else" fits all and is not counted. */
  readonly rule_count: number;
  /** The segments whose rules fit, in the order of precedence; "none" where only the last one is left. */
  readonly fitting_rules: string;
  /** The segment they are in. */
  readonly customer_segment: string;
  readonly customer_count: number;
  /** What they spend a month, USD. */
  readonly monthly_spend: number;
}

interface OverlapRow extends Pick<RuleOverlap, "customer_segment" | "customer_count" | "monthly_spend"> {
  readonly fits_growing: boolean;
  readonly fits_declining: boolean;
  readonly fits_traveler: boolean;
  readonly fits_budget: boolean;
}

/** Every combination of rules that occurs today: the fewest rules first, then the most customers. */
export async function ruleOverlap(db: Engine): Promise<RuleOverlap[]> {
  const rows = await db.rows<OverlapRow>({
    name: "rule overlap",
    sql: `select decision.fits_growing, decision.fits_declining, decision.fits_traveler, decision.fits_budget,
              winner.customer_segment, count(*) as customer_count,
              round(sum(decision.recent_spend) / 3, 2)::double as monthly_spend
          from gold.segment_decision as decision
          join gold.segment_date as dates on decision.snapshot_date = dates.snapshot_date and dates.is_current
          join gold.segment_precedence as winner on decision.precedence = winner.precedence
          where decision.scenario = 'as promised'
          group by all`,
  });
  const order = await db.rows<{ customer_segment: string }>({
    name: "order of the segments",
    sql: "select customer_segment from gold.segment_precedence order by precedence",
  });
  const names = order.map((row) => row.customer_segment);
  return rows
    .map(({ customer_segment, customer_count, monthly_spend, ...fits }) => {
      const fitting = fittingSegments(fits).sort((a, b) => names.indexOf(a) - names.indexOf(b));
      const fitting_rules = fitting.join(" and ") || "none";
      return { rule_count: fitting.length, fitting_rules, customer_segment, customer_count, monthly_spend };
    })
    .sort(
      (a, b) =>
        a.rule_count - b.rule_count ||
        b.customer_count - a.customer_count ||
        (a.fitting_rules < b.fitting_rules ? -1 : 1),
    );
}

function fittingSegments(row: Omit<OverlapRow, "customer_segment" | "customer_count" | "monthly_spend">): string[] {
  const fits = {
    "New & Growing": row.fits_growing,
    Declining: row.fits_declining,
    "High-Value Travelers": row.fits_traveler,
    "Budget-Conscious": row.fits_budget,
  };
  return Object.entries(fits).flatMap(([segment, doesFit]) => (doesFit ? [segment] : []));
}
