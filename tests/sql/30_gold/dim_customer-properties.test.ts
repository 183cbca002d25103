// What holds for any stream of changes: late, out of order, delivered twice, changing nothing, at the same instant.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, isoDay } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

interface Change {
  readonly change_id: string;
  readonly customer_id: string;
  readonly change_type: "card_type" | "credit_limit";
  readonly changed_at: string;
  readonly recorded_at: string;
  readonly card_type: string;
  readonly credit_limit: string;
}

interface Version {
  readonly customer_id: string;
  readonly card_type: string;
  readonly credit_limit: number;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly is_current: boolean;
}

const opened = "2024-10-10";
const customerCount = 25;

/** Few days, few hours and few values, so that ties, repeats and changes back and forth are common. */
const anyChange = fc.record({
  customer: fc.nat({ max: customerCount - 1 }),
  change_type: fc.constantFrom("card_type" as const, "credit_limit" as const),
  day: fc.integer({ min: -3, max: 12 }),
  hour: fc.constantFrom("00", "09", "23"),
  lateness: fc.constantFrom(0, 0, 0, 1, 9),
  card_type: fc.constantFrom("Standard", "Rewards", "Premium"),
  credit_limit: fc.constantFrom("5000.00", "7500.00"),
  deliveries: fc.constantFrom(1, 1, 1, 2),
});

const anyFeed = fc.array(anyChange, { maxLength: 200 }).map((drafts) =>
  drafts.flatMap(({ customer, day, hour, lateness, deliveries, change_type, card_type, credit_limit }, i) => {
    const change: Change = {
      change_id: `C${1000 + ((i * 7919) % 1000)}`,
      customer_id: `L${customer}`,
      change_type,
      changed_at: `${addDays(opened, day)} ${hour}:00:00`,
      recorded_at: `${addDays(opened, day + lateness)} ${hour}:00:00`,
      card_type: change_type === "card_type" ? card_type : "",
      credit_limit: change_type === "credit_limit" ? credit_limit : "",
    };
    return Array<Change>(deliveries).fill(change);
  }),
);

const customers = Array.from({ length: customerCount }, (_, i) => ({
  customer_id: `L${i}`,
  source_system: "legacy",
  card_type: "Standard",
  credit_limit: "5000.00",
  account_open_date: opened,
}));

const build = (feed: readonly Change[]) =>
  runModel<Version>(
    "30_gold/dim_customer",
    {
      "bronze.customers": customers,
      "bronze.account_changes": feed.map((change, i) => ({ ...change, _source_line: i + 2 })),
      "silver.customer_match": [],
    },
    "order by customer_id, valid_from",
  );

/** The value of one attribute at the end of a day, found the slow way. */
function valueAt(feed: readonly Change[], customer: string, type: Change["change_type"], date: string): string {
  const told = feed.filter(
    (change) =>
      change.customer_id === customer &&
      change.change_type === type &&
      change.changed_at >= opened &&
      change.changed_at < addDays(date, 1),
  );
  const order = (change: Change) => `${change.changed_at} ${change.recorded_at} ${change.change_id}`;
  const last = told.sort((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1);
  return last?.[type] ?? (type === "card_type" ? "Standard" : "5000.00");
}

describe("any stream of changes", () => {
  it("gives versions that tile the time since opening, differ from their neighbours and tell each day's last value", async () => {
    await fc.assert(
      fc.asyncProperty(anyFeed, async (feed) => {
        const rows = await build(feed);
        for (const { customer_id } of customers) {
          const versions = rows.filter((row) => row.customer_id === customer_id);
          expect(isoDay(versions[0]!.valid_from)).toBe(opened);
          expect(versions.filter((version) => version.is_current)).toEqual([versions.at(-1)]);
          versions.forEach((version, i) => {
            const next = versions[i + 1];
            expect(version.valid_to).toEqual(next?.valid_from ?? null);
            if (!next) return;
            expect(version.valid_from < next.valid_from).toBe(true);
            expect([version.card_type, version.credit_limit]).not.toEqual([next.card_type, next.credit_limit]);
          });
          for (let offset = 0; offset <= 13; offset++) {
            const date = addDays(opened, offset);
            const version = versions.findLast((row) => isoDay(row.valid_from) <= date)!;
            expect(version.card_type).toBe(valueAt(feed, customer_id, "card_type", date));
            expect(version.credit_limit).toBe(Number(valueAt(feed, customer_id, "credit_limit", date)));
          }
        }
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it("tells the same story in whatever order it is delivered", async () => {
    const shuffledFeeds = anyFeed.chain((feed) =>
      fc.tuple(fc.constant(feed), fc.shuffledSubarray(feed, { minLength: feed.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffledFeeds, async ([feed, shuffled]) => {
        expect(await build(shuffled)).toEqual(await build(feed));
      }),
      { numRuns: 15, seed: 8 },
    );
  });
});
