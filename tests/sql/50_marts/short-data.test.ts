// Somebody else's books may be ten days old: the marts say what can be said, and every promise still holds.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../../lib/src/engine/engine";
import { generateBooks } from "../../../lib/src/generate/books";
import { runChecks } from "../../../lib/src/pipeline/checks";
import { segmentMoves } from "../../../lib/src/pipeline/segments/segment-history";
import { segmentShares } from "../../../lib/src/pipeline/segments/segment-shares";
import { buildWarehouse } from "../warehouse";

let engine: Engine;
beforeAll(async () => {
  const { customers, account_changes } = generateBooks({ customers: 60, seed: 42 });
  const purchases = customers.flatMap((customer, i) =>
    ["2026-03-22", "2026-03-28", "2026-03-31"].map((day, j) => ({
      transaction_id: `T${i}-${j}`,
      customer_id: customer.customer_id,
      transaction_at: `${day} 12:00:00`,
      posted_date: day,
      amount: 1000 * (i % 9) + j,
      currency_code: "USD",
      merchant_name: "Corner Shop",
      merchant_category: ["airlines", "groceries", "restaurants"][i % 3],
      channel: "online",
      is_wallet: false,
      is_recurring: false,
      status: "approved",
    })),
  );
  engine = await buildWarehouse({
    "bronze.customers": customers,
    "bronze.account_changes": account_changes,
    "bronze.transactions": purchases,
  });
});
afterAll(() => engine.close());

it("keeps every promise", async () => {
  const results = await runChecks(engine, undefined, "checks/marts");
  expect(results.filter((result) => result.broken_count > 0)).toEqual([]);
});

it("sees levels, and no decline that it cannot know of", async () => {
  const shares = await segmentShares(engine);
  expect(shares).toHaveLength(5);
  expect(shares.find((row) => row.customer_segment === "Declining")?.customer_count).toBe(0);
  expect(shares.find((row) => row.customer_segment === "High-Value Travelers")?.customer_count).toBeGreaterThan(0);
});

it("says that moves need a second month", async () => {
  await expect(segmentMoves(engine)).rejects.toThrow("Segment moves need two snapshots in the history, got 1");
});
