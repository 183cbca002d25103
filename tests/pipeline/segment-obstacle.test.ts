// Books that are too short, or in which nothing was bought, have no segments to follow.
import { expect, it } from "vitest";
import { segmentObstacle } from "../../lib/src/pipeline/segments/segment-obstacle";
import { buildWarehouse } from "../sql/warehouse";

const DAYS = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"];

it.each([
  [2, 5, undefined],
  [1, 5, "got 1 and 5"],
  [2, 4, "got 2 and 4"],
  [0, 0, "got 0 and 0"],
])("%i days with full windows and %i buyers: %s", async (full, buyers, told) => {
  const engine = await buildWarehouse(
    {
      "gold.segment_date": DAYS.map((snapshot_date, i) => ({
        snapshot_date,
        has_full_windows: i >= DAYS.length - full,
      })),
      "gold.customer_360_profile": Array.from({ length: 9 }, (_, i) => ({
        ...{ customer_id: `L${i}`, spend_last_90_days: i < buyers ? 12.5 : 0 },
      })),
    },
    [],
  );
  const obstacle = await segmentObstacle(engine);
  await engine.close();
  if (told === undefined) expect(obstacle).toBeUndefined();
  else expect(obstacle).toContain(told);
});
