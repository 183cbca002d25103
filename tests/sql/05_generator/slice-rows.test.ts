// The rows of a slice, one kind of purchase at a time: keys, days, prices. A key holds account, block and place; of the
// 256 places of a block 0 to 95 are habits, 96 to 111 trips, 112 to 127 declines before a fade, 224 and on bills.
import { describe, expect, it } from "vitest";
import type { AccountPlan } from "../../../lib/src/generate/behaviour";
import { accountKey, drawOf } from "./mix";
import { days, JANUARY, key, music, oneStore, plan, runGenerator, setting } from "./run-generator";

const FEBRUARY = days(31, 59);
const quarter = { "generator.setting": setting({ day_count: 90 }) };

it.each([
  ["January", JANUARY, [{ day_no: 4, cents: 1000, transaction_no: key(2, 0, 225), row_key: drawOf(77, 501) }]],
  ["February, at the raised price", FEBRUARY, [{ day_no: 35, cents: 1100, transaction_no: key(2, 3, 225) }]],
  ["March, when the subscription has ended", days(59, 90), []],
])("slice_bill charges in %s", async (_month, slice, expected) => {
  const rows = await runGenerator("05_generator/slice_bill", { ...quarter, ...music, ...slice });
  expect(rows).toMatchObject(expected);
  expect(rows).toHaveLength(expected.length);
});

describe("slice_trip_purchase", () => {
  /** A trip on day 20 with a flight ten days ahead, a hotel on the next day, one of three days of meals, no car. */
  const event = { category_code: 0, offset_days: 1, include_permille: 1000 };
  const trip = {
    ...quarter,
    "generator.account_plan": [plan({ person_id: 2, account_open_day: 10 })],
    "generator.trip": [{ account_no: 4, anchor_day: 20, trip_key: 99, tempo_permille: 800 }],
    "generator.trip_event": [
      { ...event, event_no: 0, from_offset: -10, day_salt: 30 },
      { ...event, event_no: 1, from_offset: 1, day_salt: 31 },
      { ...event, event_no: 2, from_offset: 0, day_salt: 32, offset_days: 3 },
      { ...event, event_no: 3, from_offset: 2, day_salt: 33, include_permille: 0 },
    ],
  };
  const events = (given: object) =>
    runGenerator<{ day_no: number }>(
      "05_generator/slice_trip_purchase",
      { ...trip, ...given },
      "order by transaction_no",
    );

  it("makes what the trip includes, each on its day", async () => {
    const block = Math.floor((20 + 30) / 11);
    expect(await events(JANUARY)).toMatchObject(
      [10, 21, 20 + (drawOf(99, 32) % 3)].map((day_no, event_no) => ({
        account_no: 4,
        day_no,
        tempo_permille: 800,
        transaction_no: key(4, block, 96 + event_no),
        row_key: drawOf(99, event_no),
        ticket_place: drawOf(drawOf(99, event_no), 5) % 1_048_576,
      })),
    );
  });

  it("leaves out what lies outside the slice or before the account opens", async () => {
    expect((await events(days(11, 31))).map((row) => row.day_no)).not.toContain(10);
    const later = { "generator.account_plan": [plan({ person_id: 2, account_open_day: 21 })] };
    expect((await events({ ...JANUARY, ...later })).map((row) => row.day_no)).not.toContain(10);
    expect((await events({ ...JANUARY, ...later })).map((row) => row.day_no)).toContain(21);
  });
});

describe("slice_purchase", () => {
  interface Purchase {
    readonly kind: number;
    readonly day_no: number;
    readonly transaction_no: number;
    readonly refund_after_days: number;
    readonly ticket_place: number;
  }
  const purchases = (slice: object, store: Record<string, unknown> = {}, values: Partial<AccountPlan> = {}) =>
    runGenerator<Purchase>(
      "05_generator/slice_purchase",
      {
        ...oneStore(store),
        ...quarter,
        "generator.account_plan": [plan(values)],
        "generator.calibration": [{ factor_micro: 1_000_000 }],
        ...slice,
      },
      "order by transaction_no",
    );
  const within = (rows: readonly Purchase[], from: number, to: number) =>
    rows.filter(({ day_no }) => day_no >= from && day_no < to);

  it("rounds the planned purchases of each block to whole ones, in the block's first places and on its days", async () => {
    const [plans, rows] = await Promise.all([
      runGenerator<{ block_no: number; planned_micro: number }>(
        "05_generator/account_block",
        { ...oneStore(), ...quarter, "generator.account_plan": [plan()] },
        "order by block_no",
      ),
      purchases(JANUARY),
    ]);
    const blockDays = [
      [0, 10],
      [10, 20],
      [20, 31],
    ] as const;
    blockDays.forEach(([from, to], block_no) => {
      const inBlock = within(rows, from, to);
      const count = inBlock.length;
      expect(Math.abs(count - plans[block_no]!.planned_micro / 1e6)).toBeLessThan(1);
      expect(inBlock.map((row) => row.transaction_no)).toEqual(
        Array.from({ length: count }, (_, place) => key(2, block_no, place)),
      );
    });
    expect(rows.every((row) => row.kind === 0 && row.refund_after_days === 0)).toBe(true);
  });

  it("is the same in a slice of three days", async () => {
    const month = within(await purchases(JANUARY), 13, 16);
    expect(month.length).toBeGreaterThan(0);
    expect(within(await purchases(days(13, 16)), 13, 16)).toEqual(month);
  });

  it("plans a refund three to fourteen days later, and still knows it in a slice after the purchase's block", async () => {
    const month = await purchases(JANUARY, { refund_permille: 1000 });
    expect(month.every(({ refund_after_days }) => refund_after_days >= 3 && refund_after_days <= 14)).toBe(true);
    const early = within(month, 0, 10).filter((row) => row.day_no + row.refund_after_days >= 12);
    expect(early.length).toBeGreaterThan(0);
    const later = await purchases(days(12, 31), { refund_permille: 1000 });
    expect(later).toEqual(expect.arrayContaining(early));
  });

  it("adds declined purchases while a warning lasts", async () => {
    const warning = { warning_start_day: 0, warning_days: 10, warning_declines_micro: 300_000 };
    const declined = (await purchases(JANUARY, {}, warning)).filter((row) => row.kind === 1);
    expect(declined.map((row) => row.transaction_no)).toEqual([112, 113, 114].map((place) => key(2, 0, place)));
    expect(within(declined, 0, 10)).toEqual(declined);
  });

  it("goes without groceries that have moved to another card", async () => {
    const mover = Array.from({ length: 99 }, (_, i) => i + 1).find((id) => accountKey(2 * id, 42) % 10 < 3)!;
    const warning = { person_id: mover, warning_start_day: -90, warning_days: 100 };
    const all = within(await purchases(days(0, 10), {}, warning), 0, 10);
    const kept = within(await purchases(days(0, 10), { is_everyday: true }, warning), 0, 10);
    expect(kept.length).toBeLessThan(all.length); // six in ten have moved
    expect(all).toEqual(expect.arrayContaining(kept));
  });
});
