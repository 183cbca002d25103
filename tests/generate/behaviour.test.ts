// Behaviour plans: whole numbers that make sense, cheap, the same for a seed; fades, dips and warnings in their shares.
import { describe, expect, it } from "vitest";
import { type BehaviourFacts, type BehaviourPlan, behaviourOf } from "../../lib/src/generate/behaviour";
import { NEVER } from "../../lib/src/generate/episodes";
import { type Persona, personaOf } from "../../lib/src/generate/persona";

const CUSTOMERS = 6000;
const DAYS = 547;

interface Somebody {
  readonly facts: BehaviourFacts;
  readonly plan: BehaviourPlan;
}

function people(customers: number, seed: number): Somebody[] {
  return Array.from({ length: customers }, (_, i) => {
    const persona = personaOf(i + 1, customers, seed);
    const facts: BehaviourFacts = {
      person_id: i + 1,
      persona,
      book: persona !== "new_growing" && i % 3 === 0 ? "acquired" : "legacy",
      open_day: persona === "new_growing" ? 400 : -800,
      state: ["OH", "NY", "TX", "CA"][i % 4]!,
      credit_limit: 8000,
    };
    return { facts, plan: behaviourOf(facts, customers, seed) };
  });
}

const everybody = people(CUSTOMERS, 42);
const of = (persona: Persona) => everybody.filter(({ facts }) => facts.persona === persona);
const share = (some: readonly Somebody[], is: (plan: BehaviourPlan, facts: BehaviourFacts) => boolean) =>
  some.filter(({ plan, facts }) => is(plan, facts)).length / some.length;
const mean = (some: readonly Somebody[], value: (plan: BehaviourPlan) => number) =>
  some.reduce((sum, { plan }) => sum + value(plan), 0) / some.length;
const hasFade = (plan: BehaviourPlan) => plan.first_start_day < NEVER;

describe("a behaviour plan", () => {
  it("holds whole numbers that SQL keeps in four bytes", () => {
    for (const { plan } of everybody) {
      for (const value of Object.values(plan)) {
        expect(Number.isInteger(value) && Math.abs(value) < 2 ** 31).toBe(true);
      }
    }
  });

  it("depends on person, size and seed alone", () => {
    const [first] = everybody;
    expect(behaviourOf(first!.facts, CUSTOMERS, 42)).toEqual(first!.plan);
    expect(behaviourOf(first!.facts, CUSTOMERS, 7)).not.toEqual(first!.plan);
  });

  it("takes well under ten microseconds", () => {
    const start = performance.now();
    people(5000, 7);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each<[string, (plan: BehaviourPlan) => boolean]>([
    [
      "levels lie between nothing and all",
      (plan) => plan.first_floor_permille >= 0 && plan.second_floor_permille <= 1000,
    ],
    [
      "lengths are at least a day",
      (plan) => plan.first_fade_days > 0 && plan.second_fade_days > 0 && plan.ramp_days > 0,
    ],
    ["a mix is one of the table's", (plan) => plan.mix_variant >= 0 && plan.mix_variant < 24],
    ["two trips are eleven days apart", (plan) => plan.trip_every_days === 0 || plan.trip_every_days >= 12],
    ["at most eight subscriptions", (plan) => plan.subscription_count >= 0 && plan.subscription_count <= 8],
    ["a region is one of four", (plan) => plan.region >= 1 && plan.region <= 4],
  ])("keeps the rule: %s", (_rule, holds) => expect(everybody.every(({ plan }) => holds(plan))).toBe(true));
});

describe("fades", () => {
  it.each(["high_value_traveler", "budget", "stable"] as const)("of a %s begin as often in any quarter", (persona) => {
    const starts = people(4 * CUSTOMERS, 42)
      .filter(({ facts }) => facts.persona === persona && facts.book === "legacy")
      .map(({ plan }) => plan.first_start_day);
    const between = (from: number, to: number) => starts.filter((start) => start >= from && start < to).length;
    const quarters = [0, 1, 2, 3, 4, 5].map((quarter) => between((quarter * DAYS) / 6, ((quarter + 1) * DAYS) / 6));
    expect(Math.max(...quarters)).toBeLessThan(1.3 * Math.min(...quarters));
  });

  it("are unknown to new customers", () => {
    expect(share(of("new_growing"), hasFade)).toBe(0);
  });

  it("mostly go on for months, end in silence and are for good", () => {
    const fading = everybody.filter(({ plan }) => hasFade(plan));
    expect(share(fading, (plan) => plan.first_fade_days >= 60)).toBeGreaterThan(0.75);
    expect(share(fading, (plan) => plan.first_floor_permille === 0)).toBeGreaterThan(0.85);
    expect(share(fading, (plan) => plan.first_hold_days === NEVER)).toBeGreaterThan(0.45);
  });

  it("come to those who give the card less of their spend", () => {
    const stable = of("stable");
    const wallet = (some: Somebody[]) => mean(some, (plan) => plan.wallet_share_permille);
    const fading = stable.filter(({ plan }) => hasFade(plan));
    const staying = stable.filter(({ plan }) => !hasFade(plan));
    expect(wallet(fading)).toBeLessThan(wallet(staying) - 40);
  });

  it("come more often to the acquired book in the months after its migration", () => {
    const after = (plan: BehaviourPlan) => plan.first_start_day >= 182 && plan.first_start_day < 330;
    const stable = of("stable");
    const rate = (book: string) =>
      share(
        stable.filter(({ facts }) => facts.book === book),
        after,
      );
    expect(rate("acquired")).toBeGreaterThan(1.1 * rate("legacy"));
  });

  it("are announced about every other time, and warnings come without one too", () => {
    const fading = everybody.filter(({ plan }) => hasFade(plan));
    const staying = of("stable").filter(({ plan }) => !hasFade(plan));
    const warned = (plan: BehaviourPlan) => plan.warning_start_day < NEVER;
    expect(share(fading, warned)).toBeCloseTo(0.45, 1);
    expect(share(staying, warned)).toBeGreaterThan(0.3);
    expect(share(fading, (plan) => !warned(plan) || plan.warning_start_day < plan.first_start_day)).toBe(1);
  });
});

describe("dips", () => {
  it("recover within four months, and half of the customers have one", () => {
    const dipping = everybody.filter(({ plan }) => plan.second_start_day < NEVER);
    expect(dipping.length / CUSTOMERS).toBeCloseTo(0.47, 1);
    const longest = Math.max(
      ...dipping.map(({ plan }) => plan.second_fade_days + plan.second_hold_days + plan.second_recover_days),
    );
    expect(longest).toBeLessThanOrEqual(120);
  });
});
