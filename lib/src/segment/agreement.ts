// How far two groupings of the same customers agree, and how much money lies where they do not.
import { desc, from, op } from "arquero";
import { InvalidInputError } from "../core/errors";

/** A customer in two groupings: by rule, and by the data. */
export interface TwiceGrouped {
  readonly customer_segment: string;
  readonly cluster: number;
  /** Spend a month, USD. */
  readonly avg_monthly_spend: number;
}

/** How many customers, and how much spend a month, are in this segment and this cluster. */
export interface AgreementCell {
  readonly customer_segment: string;
  readonly cluster: number;
  /** The segment that this cluster is taken for. */
  readonly cluster_segment: string;
  readonly customer_count: number;
  readonly monthly_spend_amount: number;
  readonly is_agreed: boolean;
}

export interface Agreement {
  /** One cell per pair that occurs, the most customers first. */
  readonly cells: readonly AgreementCell[];
  /** Part of the customers whose cluster is taken for their own segment, 0..1. */
  readonly agreed_share: number;
  /** Part of the monthly spend of those customers, 0..1. */
  readonly agreed_spend_share: number;
  /** Adjusted Rand index: 0 as chance would have it, 1 the same groups under any names. */
  readonly rand_index: number;
}

/**
 * Puts segments and clusters side by side. The pair that shares most customers comes first, then the next pair of
 * a cluster and a segment that are both still free; clusters left over are taken for the segment they share most with.
 *
 * @throws InvalidInputError when there is nobody to compare
 * @see Hubert & Arabie, "Comparing partitions", 1985
 * @example
 * const customer = { customer_segment: "Declining", cluster: 0, avg_monthly_spend: 100 };
 * agreement([customer, { ...customer, customer_segment: "Stable", cluster: 1 }]).agreed_share; // => 1
 */
export function agreement(customers: readonly TwiceGrouped[]): Agreement {
  if (customers.length === 0) throw new InvalidInputError("agreement needs at least one customer, got none");
  const pairs = from([...customers])
    .groupby("customer_segment", "cluster")
    .rollup({ customer_count: op.count(), monthly_spend_amount: op.sum("avg_monthly_spend") })
    .orderby(desc("customer_count"), "customer_segment", "cluster")
    .objects() as Omit<AgreementCell, "cluster_segment" | "is_agreed">[];
  const names = clusterNames(pairs);
  const cells = pairs.map((pair) => {
    const cluster_segment = names.get(pair.cluster)!;
    const monthly_spend_amount = Math.round(100 * pair.monthly_spend_amount) / 100;
    return { ...pair, monthly_spend_amount, cluster_segment, is_agreed: cluster_segment === pair.customer_segment };
  });
  const share = (field: "customer_count" | "monthly_spend_amount") =>
    total(cells.filter((cell) => cell.is_agreed).map((cell) => cell[field])) /
    (total(cells.map((cell) => cell[field])) || 1);
  return {
    cells,
    agreed_share: share("customer_count"),
    agreed_spend_share: share("monthly_spend_amount"),
    rand_index: randIndex(pairs),
  };
}

type Pair = Pick<AgreementCell, "customer_segment" | "cluster" | "customer_count">;

/** Best pairs first, each cluster and each segment once; clusters left over take their own best segment. */
function clusterNames(pairs: readonly Pair[]): Map<number, string> {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const isStrict of [true, false]) {
    for (const { cluster, customer_segment } of pairs) {
      if (names.has(cluster) || (isStrict && taken.has(customer_segment))) continue;
      names.set(cluster, customer_segment);
      taken.add(customer_segment);
    }
  }
  return names;
}

function randIndex(pairs: readonly Pair[]): number {
  const couples = (counts: readonly number[]) => total(counts.map((n) => (n * (n - 1)) / 2));
  const sumsBy = (field: "customer_segment" | "cluster") => {
    const sums = new Map<string | number, number>();
    for (const pair of pairs) sums.set(pair[field], (sums.get(pair[field]) ?? 0) + pair.customer_count);
    return [...sums.values()];
  };
  const together = couples(pairs.map((pair) => pair.customer_count));
  const [rows, columns] = [couples(sumsBy("customer_segment")), couples(sumsBy("cluster"))];
  const all = couples([total(pairs.map((pair) => pair.customer_count))]);
  const expected = all === 0 ? 0 : (rows * columns) / all;
  const most = (rows + columns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0);
}
