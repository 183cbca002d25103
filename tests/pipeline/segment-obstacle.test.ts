// Books that are too short, or in which nothing was bought, have no segments to follow.
import { expect, it } from "vitest";
import { segmentObstacle } from "../../lib/src/pipeline/segments/segment-obstacle";
import { buildWarehouse } from "../sql/warehouse";

const months = (count: number) =>
  ["2026-02-01", "2026-03-01", "2026-04-01"].slice(-count).map((snapshot_date) => ({ snapshot_date }));

it.each([
  [3, 120.5, undefined],
  [1, 120.5, "got 1 and $120.5"],
  [3, 0, "got 3 and $0"],
])("%i days of history and %f dollars: %s", async (count, spend_last_90_days, told) => {
  const engine = await buildWarehouse(
    {
      "gold.segment_date": months(count),
      "gold.customer_360_profile": [{ customer_id: "L1", spend_last_90_days }],
    },
    [],
  );
  const obstacle = await segmentObstacle(engine);
  await engine.close();
  if (told === undefined) expect(obstacle).toBeUndefined();
  else expect(obstacle).toContain(told);
});
