// Whether groups that the data suggests are the segments of the rule, and what the difference is worth.
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { type Agreement, type AgreementCell, agreement } from "../../segment/agreement";
import { kMeans } from "../../segment/k-means";
import { standardised } from "../../segment/standardise";

/** A data-driven group, told by the averages of its customers. */
export interface ClusterProfile {
  readonly cluster: number;
  /** The segment it is taken for: see `agreement`. */
  readonly cluster_segment: string;
  readonly customer_count: number;
  readonly avg_monthly_spend: number;
  readonly travel_share: number;
  readonly necessities_share: number;
  /** Last 90 days over the 90 before; 1 is no change. Geometric mean, held between 1/4 and 4. */
  readonly spend_ratio: number;
  readonly tenure_months: number;
}

/** Rule and clusters side by side. */
export interface ClusterComparison extends Agreement {
  readonly clusters: readonly ClusterProfile[];
  /** Customers compared: those who bought something in the last 90 days. */
  readonly customer_count: number;
  /** Customers left out because they bought nothing. */
  readonly quiet_count: number;
}

interface ClusterRow {
  readonly customer_segment: string;
  readonly avg_monthly_spend: number;
  readonly travel_share: number;
  readonly necessities_share: number;
  readonly spend_ratio: number;
  readonly tenure_days: number;
}

/**
 * Groups the active customers into as many clusters as there are segments, by the logarithms of monthly spend, of its
 * change and of tenure, and by the shares of travel and necessities, all on one footing; and holds them against the
 * segments. Customers are read in the order of their ids, so that a seed gives the same groups on every run.
 *
 * @throws InvalidInputError when fewer customers are active than there are groups
 */
export async function compareClusters(db: Engine, seed: number, k = 5): Promise<ClusterComparison> {
  const rows = await db.rows<ClusterRow>({
    name: "features for clusters",
    sql: `select segment.customer_segment, segment.avg_monthly_spend::double as avg_monthly_spend,
              segment.travel_spend_pct::double / 100 as travel_share,
              segment.necessities_spend_pct::double / 100 as necessities_share,
              least(greatest(segment.spend_last_90_days::double
                  / greatest(segment.spend_prior_90_days, 1)::double, 0.25), 4) as spend_ratio,
              segment.tenure_days::double as tenure_days
          from gold.customer_segments as segment where segment.is_active order by segment.customer_id`,
  });
  if (rows.length < k)
    throw new InvalidInputError(
      `Clusters need at least ${k} customers who bought in the last 90 days, got ${rows.length}`,
    );
  const [quiet] = await db.rows<{ quiet_count: number }>({
    name: "customers left out of the clusters",
    sql: "select count(*) as quiet_count from gold.customer_segments where not is_active",
  });
  const { labels } = kMeans(standardised(rows.map(features)), { k, seed });
  const grouped = rows.map((row, i) => ({ ...row, cluster: labels[i]! }));
  const compared = agreement(grouped);
  const nameOf = (cluster: number) => compared.cells.find((cell) => cell.cluster === cluster)?.cluster_segment ?? "";
  const clusters = [...new Set(labels)]
    .sort((a, b) => a - b)
    .map((cluster) =>
      profileOf(
        cluster,
        nameOf(cluster),
        grouped.filter((row) => row.cluster === cluster),
      ),
    );
  return {
    ...compared,
    cells: cellsByName(compared.cells),
    clusters,
    customer_count: rows.length,
    quiet_count: quiet!.quiet_count,
  };
}

/** Where there are fewer segments than clusters, two are taken for the same segment and share its cells. */
function cellsByName(cells: readonly AgreementCell[]): AgreementCell[] {
  const merged = new Map<string, AgreementCell>();
  for (const cell of cells) {
    const name = JSON.stringify([cell.customer_segment, cell.cluster_segment]);
    const { customer_count = 0, monthly_spend_amount = 0 } = merged.get(name) ?? {};
    merged.set(name, {
      ...cell,
      customer_count: customer_count + cell.customer_count,
      monthly_spend_amount: monthly_spend_amount + cell.monthly_spend_amount,
    });
  }
  return [...merged.values()];
}

function features(row: ClusterRow): number[] {
  return [
    Math.log1p(row.avg_monthly_spend),
    row.travel_share,
    row.necessities_share,
    Math.log(row.spend_ratio),
    Math.log1p(row.tenure_days),
  ];
}

function profileOf(cluster: number, cluster_segment: string, rows: readonly ClusterRow[]): ClusterProfile {
  const mean = (value: (row: ClusterRow) => number) => rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    cluster,
    cluster_segment,
    customer_count: rows.length,
    avg_monthly_spend: round(
      mean((row) => row.avg_monthly_spend),
      2,
    ),
    travel_share: round(
      mean((row) => row.travel_share),
      4,
    ),
    necessities_share: round(
      mean((row) => row.necessities_share),
      4,
    ),
    spend_ratio: round(Math.exp(mean((row) => Math.log(row.spend_ratio))), 3),
    tenure_months: round(mean((row) => row.tenure_days) / 30.44, 1),
  };
}
