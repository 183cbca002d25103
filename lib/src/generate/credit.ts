// Credit: when an account was opened, its limit and its card.
import { type EpochDay, epochDay, YEAR_DAYS } from "../core/dates";
import type { Random } from "../core/random";
import { AS_OF_DATE, FIRST_DATE, MIGRATION_DATE } from "./period";
import type { Person } from "./person";
import type { Persona } from "./persona";
import type { CardType, SourceSystem } from "./rows";

const firstDay = epochDay(FIRST_DATE);
const lastDay = epochDay(AS_OF_DATE);
const migrationDay = epochDay(MIGRATION_DATE);

/** A Premium card asks for this much income and limit, in USD. Judgement. */
export const PREMIUM_INCOME = 60_000;
export const PREMIUM_LIMIT = 10_000;

/**
 * The day an account was opened. New customers came within the last half year; of the others 6 % came within the
 * period, the rest before it, with a long tail back to 1998. Nobody opens an account before turning 18.
 */
export function drawOpenDay(random: Random, person: Person, system: SourceSystem): EpochDay {
  const draw = random.next();
  if (person.persona === "new_growing") return Math.max(birthdays(person, 18), lastDay - 181 + Math.floor(draw * 170));
  if (draw < 0.06) {
    const until = system === "legacy" ? lastDay - 190 : migrationDay - 14;
    return Math.max(birthdays(person, 18), firstDay + Math.floor((draw / 0.06) * (until - firstDay)));
  }
  const longest = Math.min(26.5 * YEAR_DAYS, firstDay - birthdays(person, 18));
  const years = -7.5 * Math.log(1 - random.next() * (1 - Math.exp(-longest / YEAR_DAYS / 7.5)));
  return Math.floor(firstDay - 1 - years * YEAR_DAYS);
}

function birthdays(person: Person, age: number): EpochDay {
  return Math.ceil(person.birth_day + age * YEAR_DAYS);
}

const generosity: Readonly<Record<Persona, number>> = {
  high_value_traveler: 1.4,
  new_growing: 0.72,
  budget: 0.75,
  stable: 1,
};

/** A credit limit in USD: log-normal around what income and years with the bank allow, in the steps banks use. */
export function drawLimit(random: Random, person: Person, open_day: EpochDay): number {
  const tenureYears = Math.min(15, Math.max(0, (lastDay - open_day) / YEAR_DAYS));
  const income = Math.max(person.income, 8_000);
  const usual = 7_600 * (income / 60_000) ** 0.65 * generosity[person.persona] * Math.exp(0.025 * tenureYears);
  return limitStep(usual * Math.exp(0.45 * random.normal()));
}

/**
 * The nearest limit that a bank grants: steps of $500 below $10,000, of $1,000 above, from $500 to $75,000.
 *
 * @example
 * [120, 7_240, 10_600].map(limitStep); // => [500, 7000, 11000]
 */
export function limitStep(amount: number): number {
  const step = amount < 10_000 ? 500 : 1_000;
  return Math.min(75_000, Math.max(500, Math.round(amount / step) * step));
}

/** Whether somebody may carry a Premium card. */
export function isPremiumReady(income: number, limit: number): boolean {
  return income >= PREMIUM_INCOME && limit >= PREMIUM_LIMIT;
}

/** The card: Premium for most who may and travel, for some who may; else Rewards more often the higher the limit. */
export function cardTypeOf(person: Person, limit: number, draw: number): CardType {
  const premium = !isPremiumReady(person.income, limit) ? 0 : person.persona === "high_value_traveler" ? 0.9 : 0.5;
  if (draw < premium) return "Premium";
  const rewards = limit >= 8_000 ? 0.65 : limit >= 4_000 ? 0.52 : 0.32;
  return (draw - premium) / (1 - premium) < rewards ? "Rewards" : "Standard";
}
