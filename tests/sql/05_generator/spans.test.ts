// Subscriptions and trips: what is drawn for a person belongs to the person, and the accounts share it out.
import { describe, expect, it } from "vitest";
import type { AccountPlan } from "../../../lib/src/generate/behaviour";
import { drawOf, personKey } from "./mix";
import { plan, runGenerator, setting } from "./run-generator";

const people = Array.from({ length: 40 }, (_, i) => i + 1);
/** Forty people with the same plan. */
const fortyPeople = (values: Partial<AccountPlan>) =>
  people.map((person_id) => plan({ person_id, customer_id: `L${person_id}`, ...values }));
/** The same people, each with two accounts. */
const inBothBooks = (plans: readonly AccountPlan[]) =>
  plans.flatMap((one) => [
    { ...one, account_share_permille: 600 },
    { ...one, customer_id: `A${one.person_id}`, source_system: "acquired" as const, account_share_permille: 400 },
  ]);

describe("subscription", () => {
  interface Subscription {
    readonly account_no: number;
    readonly slot: number;
    readonly offer: number;
    readonly bill_day_of_month: number;
    readonly from_day: number;
    readonly to_day: number;
  }
  const subscriptions = (plans: readonly AccountPlan[]) =>
    runGenerator<Subscription>(
      "05_generator/subscription",
      { "generator.setting": setting({ day_count: 365 }), "generator.account_plan": plans },
      "order by account_no, slot",
    );
  const plain = { subscription_count: 2, account_open_day: -50 };

  it("draws offer and day of the month for the person, and starts three days after the opening at the earliest", async () => {
    const rows = await subscriptions(fortyPeople(plain));
    expect(rows.length).toBeGreaterThan(60); // a few ended before the period
    for (const { account_no, slot, offer, bill_day_of_month, from_day, to_day } of rows) {
      const draw = drawOf(personKey(account_no / 2, 42), 100 + slot);
      expect(offer).toBe(((Math.floor(draw / 16) % 16) + 3 * slot) % 16);
      expect(bill_day_of_month).toBe(1 + (draw % 28));
      expect(from_day).toBeGreaterThanOrEqual(-47);
      expect(to_day).toBeGreaterThan(Math.max(from_day, 0));
    }
    expect(rows.some((row) => row.from_day > 0)).toBe(true);
    expect(rows.some((row) => row.to_day < 365)).toBe(true);
  });

  it("goes to one of the person's accounts, and none is lost", async () => {
    const whole = await subscriptions(fortyPeople(plain));
    const shared = await subscriptions(inBothBooks(fortyPeople(plain)));
    const keys = (rows: readonly Subscription[]) =>
      rows.map(({ account_no, slot }) => `${Math.floor(account_no / 2)}/${slot}`).sort();
    expect(keys(shared)).toEqual(keys(whole));
    expect(new Set(shared.map((row) => row.account_no % 2)).size).toBe(2);
  });

  it("takes the dearer offers for large tickets", async () => {
    const rows = await subscriptions(fortyPeople({ ...plain, ticket_scale_permille: 1550 }));
    expect(rows.every(({ offer }) => offer >= 16 && offer < 32)).toBe(true);
  });

  it("ends with a fade to nothing after three quarters of it, or before that while warning signs last", async () => {
    const fade = { first_start_day: 200, first_fade_days: 40, first_floor_permille: 0 };
    const quiet = await subscriptions(fortyPeople({ ...plain, ...fade }));
    expect(Math.max(...quiet.map((row) => row.to_day))).toBe(230);
    const warned = await subscriptions(fortyPeople({ ...plain, ...fade, warning_start_day: 160, warning_days: 30 }));
    expect(Math.max(...warned.map((row) => row.to_day))).toBe(230);
    expect(warned.filter(({ to_day }) => to_day >= 160 && to_day < 190).length).toBeGreaterThan(warned.length / 3);
  });
});

describe("trip", () => {
  interface Trip {
    readonly account_no: number;
    readonly anchor_day: number;
    readonly tempo_permille: number;
  }
  const trips = (plans: readonly AccountPlan[], accept_permille = 1000) =>
    runGenerator<Trip>(
      "05_generator/trip",
      {
        "generator.setting": setting({ day_count: 180 }),
        "generator.account_plan": plans,
        "generator.trip_season": Array.from({ length: 12 }, (_, month_from_first) => {
          return { month_from_first, accept_permille, price_permille: 1250 };
        }),
      },
      "order by account_no, anchor_day",
    );
  const plain = { trip_every_days: 100 };

  it("departs once in each cycle, from ten days before the period to thirty after it", async () => {
    // a person's cycles of a hundred days begin somewhere, and the departure lies in the first half of each
    const expected = people.flatMap((person_id) => {
      const key = personKey(person_id, 42);
      return [0, 1, 2, 3]
        .map((cycle) => 100 * cycle - (key % 100) + (drawOf(key, 2000 + cycle) % 50))
        .filter((anchor_day) => anchor_day > -10 && anchor_day < 210)
        .map((anchor_day) => ({ account_no: 2 * person_id, anchor_day, tempo_permille: 800 })); // dear: 1 / 1.25
    });
    expect(await trips(fortyPeople(plain))).toMatchObject(expected);
  });

  it.each<[string, Partial<AccountPlan>, number]>([
    ["out of season", {}, 0],
    ["for those who do not travel", { trip_every_days: 0 }, 1000],
    ["for those who have left", { first_start_day: -99, first_floor_permille: 0, first_hold_days: 9999 }, 1000],
  ])("does not happen %s", async (_fact, values, accept_permille) => {
    expect(await trips(fortyPeople({ ...plain, ...values }), accept_permille)).toEqual([]);
  });

  it("waits ten days for a new card, and is paid from one of the person's accounts", async () => {
    const opened = fortyPeople({ ...plain, account_open_day: 60 });
    const whole = await trips(opened);
    expect(Math.min(...whole.map((row) => row.anchor_day))).toBeGreaterThanOrEqual(70);
    const shared = await trips(inBothBooks(opened));
    const keys = (rows: readonly Trip[]) =>
      rows.map(({ account_no, anchor_day }) => `${Math.floor(account_no / 2)} on ${anchor_day}`).sort();
    expect(keys(shared)).toEqual(keys(whole));
    expect(new Set(shared.map((row) => row.account_no % 2)).size).toBe(2);
  });
});
