import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPremiumReady, limitStep } from "../../lib/src/generate/credit";
import { employmentOf } from "../../lib/src/generate/income";
import { booksOf, mean } from "./sample";

describe("limitStep", () => {
  it.each([
    ["nothing becomes the least limit", 0, 500],
    ["steps of $500 below $10,000", 7_260, 7_500],
    ["up to the border", 9_800, 10_000],
    ["steps of $1,000 above", 10_499, 10_000],
    ["and half goes up", 10_500, 11_000],
    ["there is a most", 1_000_000, 75_000],
  ])("%s", (_fact, amount, limit) => expect(limitStep(amount)).toBe(limit));

  it("is a step already after one step, and never goes down when the amount goes up", () => {
    const amount = fc.double({ min: 0, max: 200_000, noNaN: true });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(limitStep(limitStep(a))).toBe(limitStep(a));
        if (a <= b) expect(limitStep(a)).toBeLessThanOrEqual(limitStep(b));
      }),
    );
  });
});

it("a Premium card asks for income and limit, both", () => {
  expect([isPremiumReady(60_000, 10_000), isPremiumReady(59_999, 10_000), isPremiumReady(60_000, 9_500)]).toEqual([
    true,
    false,
    false,
  ]);
});

it.each([
  ["nearly nobody of 40 is retired", 40, 0, 0.005],
  ["half of those at 66 to 70 and more are", 68, 0.6, 0.75],
  ["most of those over 75 are", 80, 0.85, 0.95],
])("%s", (_fact, age, low, high) => {
  const draws = Array.from({ length: 1_000 }, (_, i) => (i + 0.5) / 1_000);
  const retired = draws.filter((draw) => employmentOf(age, draw) === "Retired").length / 1_000;
  expect(retired).within(low, high);
});

it("travellers are the affluent ones, budget customers the modest ones", () => {
  const { customers, truth } = booksOf(5_000);
  const persona = new Map(truth.map((row) => [row.customer_id, row.persona]));
  const of = (name: string, column: "annual_income" | "credit_limit") =>
    mean(customers.filter((row) => persona.get(row.customer_id) === name).map((row) => Number(row[column])));
  for (const column of ["annual_income", "credit_limit"] as const) {
    expect(of("high_value_traveler", column)).toBeGreaterThan(1.5 * of("stable", column));
    expect(of("budget", column)).toBeLessThan(0.8 * of("stable", column));
  }
});
