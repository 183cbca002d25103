// Whether there is enough in the books to follow segments, before a chapter tries.
import type { Engine } from "../../engine/engine";

/**
 * Why segments cannot be followed in these books, in one sentence; undefined when nothing stands in the way. A move
 * needs two firsts of a month, a share of the spend needs spend. Needs the marts.
 */
export async function segmentObstacle(db: Engine): Promise<string | undefined> {
  const [found] = await db.rows<{ snapshots: number; spend: number }>({
    name: "what segments are followed by",
    sql: `select
              (select count(*) from gold.segment_date) as snapshots,
              (select coalesce(sum(spend_last_90_days), 0)::double from gold.customer_360_profile) as spend`,
  });
  const { snapshots, spend } = found!;
  if (snapshots > 1 && spend > 0) return undefined;
  return `Segments cannot be followed in these books: two days of the history and approved purchases in its last 90 days are needed, got ${snapshots} and $${spend}`;
}
