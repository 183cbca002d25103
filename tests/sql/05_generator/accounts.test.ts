// Accounts and their plans block by block. One purchase a day makes 10 * 30.44 / 31 = 9.819354 purchases in ten days of
// January; the tempo of the block, which goes up and down by itself, multiplies them.
import { beforeAll, describe, expect, it } from "vitest";
import type { AccountPlan } from "../../../lib/src/generate/behaviour";
import { accountKey, personKey } from "./mix";
import { oneStore, plan, runGenerator, setting } from "./run-generator";

it("account numbers books and places, cuts long histories, and splits a person's spend", async () => {
  const rows = await runGenerator(
    "05_generator/account",
    {
      "generator.setting": setting(),
      "generator.account_plan": [
        plan({ person_id: 1, customer_id: "L2", account_share_permille: 600 }),
        plan({ person_id: 1, customer_id: "A9", source_system: "acquired", account_share_permille: 400 }),
        plan({ person_id: 2, customer_id: "L1", account_open_day: -20_000 }),
      ],
    },
    "order by account_no",
  );
  const person = { person_id: 1, person_key: personKey(1, 42) };
  expect(rows).toMatchObject([
    // of a thousand parts the bank's own account has 0 to 599, the acquired one 600 to 999
    {
      ...person,
      account_no: 2,
      file_place: 3,
      account_key: accountKey(2, 42),
      share_from_permille: 0,
      migrated_day: 9999,
    },
    {
      ...person,
      account_no: 3,
      file_place: 1,
      account_key: accountKey(3, 42),
      share_from_permille: 600,
      migrated_day: 20,
    },
    { person_id: 2, account_no: 4, file_place: 2, share_from_permille: 0, open_day: -9999 },
  ]);
});

interface Block {
  readonly account_no: number;
  readonly block_no: number;
  readonly from_day: number;
  readonly planned_micro: number;
  readonly tempo_permille: number;
  readonly moved_permille: number;
  readonly extra_declines_micro: number;
}

const blocks = (plans: readonly Partial<AccountPlan>[], day_count = 31) =>
  runGenerator<Block>(
    "05_generator/account_block",
    { ...oneStore(), "generator.setting": setting({ day_count }), "generator.account_plan": plans.map(plan) },
    "order by account_no, block_no",
  );

describe("account_block", () => {
  /** What an account is like, and its first block at tempo 1000: its first day, purchases at full engagement, level. */
  const cases: readonly [string, Partial<AccountPlan>, number, number, number][] = [
    ["at full engagement", {}, 0, 9_819_354, 1000],
    ["with six tenths of the person's spend", { account_share_permille: 600 }, 0, 5_891_612, 1000],
    // open for six days, the middle of which is the third of sixty: 400 + 600 * 3 / 60
    ["on a new card", { account_open_day: 4 }, 4, 5_891_612, 430],
    [
      "after a fade",
      { first_start_day: -100, first_fade_days: 50, first_floor_permille: 200, first_hold_days: 9999 },
      0,
      9_819_354,
      200,
    ],
    // half-way back from nothing: 5 of 10 days of recovery
    [
      "in a recovery",
      {
        first_start_day: -20,
        first_fade_days: 10,
        first_floor_permille: 0,
        first_hold_days: 10,
        first_recover_days: 10,
      },
      0,
      9_819_354,
      500,
    ],
    // two episodes at once: 0.5 * 0.4
    [
      "in two dips",
      {
        first_start_day: -20,
        first_fade_days: 10,
        first_floor_permille: 500,
        first_hold_days: 99,
        second_start_day: -20,
        second_fade_days: 10,
        second_floor_permille: 400,
        second_hold_days: 99,
      },
      0,
      9_819_354,
      200,
    ],
  ];
  let first: Block[];
  beforeAll(async () => {
    const people = cases.map(([, values], i) => ({ person_id: i + 1, customer_id: `L${i}`, ...values }));
    first = (await blocks(people)).filter((block) => block.block_no === 0);
  });

  it.each(cases.map(([fact, , ...expected], i) => [fact, i, ...expected] as const))(
    "plans %s",
    (_fact, i, from_day, full_micro, level_permille) => {
      const { tempo_permille } = first[i]!;
      expect(tempo_permille).toBeGreaterThanOrEqual(400);
      expect(tempo_permille).toBeLessThan(1700);
      const permille = Math.floor((level_permille * tempo_permille) / 1000);
      const planned_micro = Math.floor((full_micro * permille) / 1000);
      expect(first[i]).toMatchObject({ account_no: 2 * (i + 1), from_day, planned_micro });
    },
  );

  it("plans nothing before the account opens", async () => {
    const rows = await blocks([{ account_open_day: 10 }]);
    expect(rows.map(({ block_no, from_day }) => [block_no, from_day])).toEqual([
      [1, 10],
      [2, 20],
    ]);
  });

  it("takes a new tempo every fourth block, on a straight line in between", async () => {
    const tempos = (await blocks([{}], 365)).map((block) => block.tempo_permille);
    expect(tempos).toHaveLength(36);
    const first = (4 - (accountKey(2, 42) % 4)) % 4; // accounts change at different times
    for (let turn = first; turn + 4 < tempos.length; turn += 4) {
      const between = [1, 2, 3].map((i) => Math.floor((tempos[turn]! * (4 - i) + tempos[turn + 4]! * i) / 4));
      expect(tempos.slice(turn + 1, turn + 4)).toEqual(between);
    }
  });

  it("warns before a fade: extra declines on the days of the warning, and three accounts in ten move groceries away", async () => {
    const warning = { warning_start_day: -5, warning_days: 20, warning_declines_micro: 100_000 };
    const people = Array.from({ length: 20 }, (_, i) => ({ person_id: i + 1, customer_id: `L${i}`, ...warning }));
    const rows = await blocks(people);
    const movers = people.map(({ person_id }) => accountKey(2 * person_id, 42) % 10 < 3);
    expect(new Set(movers).size).toBe(2);
    const inBlock = (block_no: number) => rows.filter((row) => row.block_no === block_no);
    // ten days of the warning lie in the first block, five in the second
    expect(inBlock(0).map((row) => row.extra_declines_micro)).toEqual(people.map(() => 1_000_000));
    expect(inBlock(1).map((row) => row.extra_declines_micro)).toEqual(people.map(() => 500_000));
    // half of the warning is over in the middle of the first block: 800 * 10 / 20; without a fade all comes back
    expect(inBlock(0).map((row) => row.moved_permille)).toEqual(movers.map((isMover) => (isMover ? 400 : 0)));
    expect(inBlock(1).map((row) => row.moved_permille)).toEqual(people.map(() => 0));
  });
});

it("calibration scales purchases and their refunds so that, with all that comes on top, the feed is as long as wanted", async () => {
  const block = { planned_micro: 6_000_000, everyday_permille: 500, moved_permille: 400, refund_micro: 100_000 };
  const rows = await runGenerator("05_generator/calibration", {
    "generator.setting": setting({ day_count: 59, target_rows: 100 }),
    "generator.account_block": [
      { ...block, extra_declines_micro: 1_500_000 },
      { ...block, planned_micro: 4_000_000, moved_permille: 0, refund_micro: 50_000, extra_declines_micro: 600_000 },
    ],
    // charged on 5 January and 5 February, and on the latter only
    "generator.subscription": [0, 10].map((from_day) => ({ bill_day_of_month: 5, from_day, to_day: 9999 })),
    "generator.trip": [{ anchor_day: 0 }],
    // the first event falls before the period; 94 % and 50 % of the others happen
    "generator.trip_event": [
      { from_offset: -5, include_permille: 1000 },
      { from_offset: 0, include_permille: 940 },
      { from_offset: 1, include_permille: 500 },
    ],
  });
  // 6 less the fifth that moved away, and 4: 8.8 purchases, 0.48 and 0.2 refunds: 9 whole ones for 100 - 3 - 1 - 2 rows
  expect(rows).toEqual([
    { target_rows: 100, bill_count: 3, event_count: 1, decline_count: 2, factor_micro: Math.floor(94_000_000 / 9) },
  ]);
});
