// Whether there is enough in the books to learn from, before a training tries.
import type { Engine } from "../../engine/engine";

/** Fewest customers of each kind that a cut-off needs: with fewer the intervals around every measure swallow it. */
const FEWEST = 20;

interface RoleCounts {
  readonly role: "train" | "calibrate" | "test";
  readonly left_count: number;
  readonly stayed_count: number;
}

/**
 * Why no churn model can be trained on these books, in one sentence; undefined when nothing stands in the way. A
 * training needs a cut-off to learn from, one to calibrate on and one to be judged on, each with some customers who
 * left and some who stayed. Needs the tables of `buildChurnFeatures`.
 */
export async function churnObstacle(db: Engine): Promise<string | undefined> {
  const counts = await db.rows<RoleCounts>({
    name: "customers to learn from",
    sql: `select
              wanted.role, count_if(label.has_churned) as left_count, count_if(not label.has_churned) as stayed_count
          from (values ('train'), ('calibrate'), ('test')) as wanted (role)
          left join gold.churn_snapshot as snapshot on wanted.role = snapshot.role and snapshot.has_label
          left join gold.churn_population as population
              on snapshot.snapshot_date = population.snapshot_date and population.is_scored
          left join gold.churn_labels as label
              on population.customer_id = label.customer_id and population.snapshot_date = label.snapshot_date
          group by wanted.role
          order by wanted.role`,
  });
  const short = counts.filter(({ left_count, stayed_count }) => Math.min(left_count, stayed_count) < FEWEST);
  if (short.length === 0) return undefined;
  const found = short.map(({ role, left_count, stayed_count }) => `${left_count} and ${stayed_count} to ${role} on`);
  return `A churn model cannot be trained on these books: at least ${FEWEST} customers who left and ${FEWEST} who stayed are needed at each cut-off, got ${found.join(", ")}`;
}
