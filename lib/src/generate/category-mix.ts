// The category mix: which part of its purchases each kind of household makes where. Every household buys everywhere.
import { FLAVOUR_COUNT, MIX_KINDS } from "./behaviour-levels";
import { categoryLaws, meanTicket } from "./category-laws";

/** Parts of planned spend in percent, trips and fixed subscriptions apart. Judgement, tuned to the scorecard's bands. */
const spendShares: Readonly<Record<(typeof MIX_KINDS)[number], Readonly<Record<string, number>>>> = {
  traveler: {
    restaurants: 19,
    groceries: 11,
    gas: 4.5,
    transit: 1.6,
    general_merchandise: 21,
    electronics: 4,
    clothing: 11,
    home_improvement: 9.5,
    health: 6,
    subscriptions: 5,
    entertainment: 6.5,
    utilities: 4,
    education: 1.2,
  },
  mainstream: {
    restaurants: 14.5,
    groceries: 15,
    gas: 7.5,
    transit: 1.2,
    general_merchandise: 19,
    electronics: 3.5,
    clothing: 8.5,
    home_improvement: 9,
    health: 6.5,
    subscriptions: 4,
    entertainment: 5,
    utilities: 5,
    education: 1.2,
  },
  budget: {
    restaurants: 6,
    groceries: 41,
    gas: 17,
    transit: 3,
    general_merchandise: 8,
    electronics: 0.8,
    clothing: 2.5,
    home_improvement: 1.8,
    health: 10,
    subscriptions: 1,
    entertainment: 1.8,
    utilities: 10,
    education: 0.4,
  },
};

/** What a household's flavour leans to: factors on its spend. */
const flavours: readonly Readonly<Record<string, number>>[] = [
  {},
  { restaurants: 1.4, entertainment: 1.2, groceries: 0.85 },
  { gas: 1.5, transit: 0.4, home_improvement: 1.2 },
  { home_improvement: 1.6, electronics: 1.2, restaurants: 0.85 },
  { clothing: 1.5, general_merchandise: 1.15, gas: 0.85 },
  { groceries: 1.2, education: 2.2, health: 1.2, entertainment: 0.9 },
  { transit: 2.5, gas: 0.6, restaurants: 1.15, subscriptions: 1.3 },
  { health: 1.5, utilities: 1.15, clothing: 0.8 },
];

export interface CategoryShare {
  /** Row of the mix, 0..23: kind times flavours plus flavour. */
  readonly mix_variant: number;
  readonly category_code: number;
  /** Part of purchases by number in an average month, in millionths. */
  readonly share_micro: number;
}

/** All rows of the mix, by number of purchases. Travel has none: trips bring it. */
export function categoryShares(): CategoryShare[] {
  return MIX_KINDS.flatMap((kind, k) =>
    flavours.slice(0, FLAVOUR_COUNT).flatMap((flavour, f) => {
      const weights = categoryLaws.map(
        (law) =>
          ((spendShares[kind][law.merchant_category] ?? 0) * (flavour[law.merchant_category] ?? 1)) / meanTicket(law),
      );
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight, category_code) => ({
        mix_variant: k * FLAVOUR_COUNT + f,
        category_code,
        share_micro: Math.round((1_000_000 * weight) / total),
      }));
    }),
  );
}
