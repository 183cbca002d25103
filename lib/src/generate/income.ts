// Work and income: age decides on work, both on what comes in.
import type { Random } from "../core/random";
import type { Persona } from "./persona";
import type { Employment } from "./rows";
import { stateOf } from "./states";
import { placeIn } from "./strata";

/** Retired by age on AS_OF_DATE; about a fifth of all holders. Judgement. */
const retiredByAge = [
  [50, 0.003],
  [55, 0.02],
  [60, 0.07],
  [63, 0.17],
  [66, 0.4],
  [70, 0.68],
  [75, 0.82],
  [Number.POSITIVE_INFINITY, 0.9],
] as const;

/** Employment by age: about 60 % employed, 10 % self-employed, 20 % retired, 3 to 6 % unemployed. Judgement. */
export function employmentOf(age: number, draw: number): Employment {
  const retired = retiredByAge.find(([below]) => age < below)![1];
  const unemployed = age < 30 ? 0.08 : 0.055;
  const selfEmployed = age < 30 ? 0.07 : age < 55 ? 0.135 : 0.18;
  const [employment] = placeIn<Employment>(
    [
      ["Retired", retired],
      ["Unemployed", (1 - retired) * unemployed],
      ["Self-employed", (1 - retired) * selfEmployed],
      ["Employed", (1 - retired) * (1 - unemployed - selfEmployed)],
    ],
    draw,
  );
  return employment;
}

/** Median income in USD a year, and the spread of its logarithm. Judgement, near the published medians of each group. */
const incomes: Readonly<Record<Employment, { readonly median: number; readonly spread: number }>> = {
  Employed: { median: 62_000, spread: 0.45 },
  "Self-employed": { median: 60_000, spread: 0.7 },
  Retired: { median: 42_000, spread: 0.5 },
  Unemployed: { median: 15_000, spread: 0.6 },
};

/** Affluence by persona: travellers earn about twice what others do. Judgement. */
const affluence: Readonly<Record<Persona, number>> = {
  high_value_traveler: 2.1,
  new_growing: 0.95,
  budget: 0.68,
  stable: 1.05,
};

export interface IncomeFacts {
  readonly age: number;
  readonly employment: Employment;
  readonly persona: Persona;
  readonly state: string;
}

/** Income in whole USD a year, log-normal; people round what they report, mostly to the thousand. */
export function drawIncome(random: Random, { age, employment, persona, state }: IncomeFacts): number {
  const { median, spread } = incomes[employment];
  const career = employment === "Retired" ? 1 : 1.08 - ((Math.min(age, 65) - 48) / 48) ** 2;
  const income =
    median * career * affluence[persona] * stateOf(state).income_index * Math.exp(spread * random.normal());
  const rounding = random.weighted([
    [1000, 70],
    [500, 15],
    [1, 15],
  ]);
  if (employment === "Unemployed" && random.chance(0.1)) return 0;
  return Math.round(Math.min(income, 950_000) / rounding) * rounding;
}
