// Counts by group that tell nobody's own money: small cells share a mean, and no subtraction from a total takes it apart.

/** Customers who share everything that a chart filters on, and what they spend. */
export interface PooledCell {
  /** Totals of it are told elsewhere: it is kept whole. */
  readonly customer_segment: string;
  /** Pools are made within it while there are enough customers. */
  readonly churn_risk: string;
  readonly customer_count: number;
  readonly lifetime_value: number;
  readonly monthly_spend: number;
  readonly scored_count: number;
  readonly risk_score_sum: number;
}

type Totals = Omit<PooledCell, "customer_segment" | "churn_risk">;

/** What a cell tells. */
export interface ToldCell {
  /** Customers told by the mean of a pool: all of the cell, or none. */
  readonly pooled_count: number;
}

/**
 * The same cells, those of fewer than `fewest` customers with the mean of a pool of neighbours in their segment. A pool
 * holds at least `fewest` customers, and as many scores or none, as far as the segment does; no other cell is told by it.
 * So sums over a segment stay as they are, up to the rounding to whole numbers, and what is left after subtracting cells
 * from such a sum is nobody's own. Counts stay; scores of fewer in a pool are not told, nor counted.
 *
 * @param cells segment by segment, in each of them risk by risk, in an order in which neighbours are alike
 */
export function poolCells<Cell extends PooledCell>(cells: readonly Cell[], fewest: number): (Cell & ToldCell)[] {
  const meanOf = new Map<Cell, Totals>();
  for (const own of bySegment(cells)) {
    for (const pool of poolsOf(own, fewest)) {
      const totals = totalsOf(pool);
      for (const cell of pool) meanOf.set(cell, totals);
    }
  }
  return cells.map((cell) => ({
    ...toldBy(cell, meanOf.get(cell) ?? totalsOf([cell]), fewest),
    pooled_count: meanOf.has(cell) ? cell.customer_count : 0,
  }));
}

function bySegment<Cell extends PooledCell>(cells: readonly Cell[]): Cell[][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const own = groups.get(cell.customer_segment);
    if (own) own.push(cell);
    else groups.set(cell.customer_segment, [cell]);
  }
  return [...groups.values()];
}

/** Small cells of one segment, neighbour by neighbour until there are enough; what is left over joins others. */
function poolsOf<Cell extends PooledCell>(cells: readonly Cell[], fewest: number): Cell[][] {
  const pools: Cell[][] = [];
  let open: Cell[] = [];
  for (const cell of cells.filter(({ customer_count }) => customer_count < fewest)) {
    const risk = open.at(-1)?.churn_risk;
    const last = pools.at(-1);
    if (risk !== undefined && risk !== cell.churn_risk && last?.at(-1)?.churn_risk === risk) {
      last.push(...open);
      open = [];
    }
    open.push(cell);
    if (!isEnough(totalsOf(open), fewest)) continue;
    pools.push(open);
    open = [];
  }
  if (open.length > 0) hide(open, pools, cells, fewest);
  return pools;
}

/** Alone they would be what the segment's total leaves: the last pool hides them, or the smallest cell that can. */
function hide<Cell extends PooledCell>(left: Cell[], pools: Cell[][], cells: readonly Cell[], fewest: number): void {
  const hides = (others: readonly Cell[]) => isEnough(totalsOf([...others, ...left]), fewest);
  const large = cells
    .filter(({ customer_count }) => customer_count >= fewest)
    .sort((a, b) => a.customer_count - b.customer_count);
  const pool = pools.findLast(hides);
  const cell = large.find((other) => hides([other])) ?? large[0];
  if (pool) pool.push(...left);
  else if (cell) pools.push([cell, ...left]);
  else if (pools.length > 0) pools.at(-1)!.push(...left);
  else pools.push(left);
}

function isEnough({ customer_count, scored_count }: Totals, fewest: number): boolean {
  return customer_count >= fewest && (scored_count === 0 || scored_count >= fewest);
}

function toldBy<Cell extends PooledCell>(cell: Cell, pool: Totals, fewest: number): Cell {
  const isScored = pool.scored_count >= fewest;
  const part = (total: number, share: number, whole: number) => (whole === 0 ? 0 : Math.round((total * share) / whole));
  return {
    ...cell,
    lifetime_value: part(pool.lifetime_value, cell.customer_count, pool.customer_count),
    monthly_spend: part(pool.monthly_spend, cell.customer_count, pool.customer_count),
    scored_count: isScored ? cell.scored_count : 0,
    risk_score_sum: isScored ? part(pool.risk_score_sum, cell.scored_count, pool.scored_count) : 0,
  };
}

function totalsOf(cells: readonly PooledCell[]): Totals {
  const total = (field: keyof Totals) => cells.reduce((sum, cell) => sum + cell[field], 0);
  return {
    customer_count: total("customer_count"),
    lifetime_value: total("lifetime_value"),
    monthly_spend: total("monthly_spend"),
    scored_count: total("scored_count"),
    risk_score_sum: total("risk_score_sum"),
  };
}
