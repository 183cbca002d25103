// Whether there is enough in the books to follow segments, before a chapter tries.
import type { Engine } from "../../engine/engine";

const FEWEST_DAYS = 2;
const FEWEST_BUYERS = 5;

/**
 * Why segments cannot be followed in these books, in one sentence; undefined when nothing stands in the way. A move
 * needs two days of the history on which a decline could be seen, clusters as many customers as there are segments.
 * Needs the marts.
 */
export async function segmentObstacle(db: Engine): Promise<string | undefined> {
  const [found] = await db.rows<{ days: number; buyers: number }>({
    name: "what segments are followed by",
    sql: `select
              (select count(*) from gold.segment_date where has_full_windows) as days,
              (select count(*) from gold.customer_360_profile where spend_last_90_days > 0) as buyers`,
  });
  const { days, buyers } = found!;
  if (days >= FEWEST_DAYS && buyers >= FEWEST_BUYERS) return undefined;
  return `Segments cannot be followed in these books: ${FEWEST_DAYS} days of the history with 180 days of data before them and ${FEWEST_BUYERS} customers who bought in the last 90 days are needed, got ${days} and ${buyers}`;
}
