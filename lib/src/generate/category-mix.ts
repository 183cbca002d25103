// The category mix: which part of its purchases each kind of household makes where. Every household buys everywhere.
import { FLAVOUR_COUNT, MIX_KINDS } from "./behaviour-levels";
import { categoryLaws, meanTicket } from "./category-laws";

/** Parts of planned spend in percent, trips and fixed subscriptions apart. Judgement, tuned to the scorecard's bands. */
const spendShares: Readonly<Record<(typeof MIX_KINDS)[number], Readonly<Record<string, number>>>> = {
  traveler: {
    restaurants: 20.8,
    groceries: 16,
    gas: 12.2,
    transit: 2.4,
    general_merchandise: 30,
    electronics: 3,
    clothing: 12.4,
    home_improvement: 10.8,
    health: 6.4,
    subscriptions: 6.6,
    entertainment: 6.5,
    utilities: 4.8,
    education: 0.8,
  },
  mainstream: {
    restaurants: 15.9,
    groceries: 19.6,
    gas: 15.6,
    transit: 1.8,
    general_merchandise: 26.2,
    electronics: 2.8,
    clothing: 9.2,
    home_improvement: 10,
    health: 6.8,
    subscriptions: 5.7,
    entertainment: 5.2,
    utilities: 5.6,
    education: 0.8,
  },
  budget: {
    restaurants: 5,
    groceries: 49.5,
    gas: 18.5,
    transit: 3,
    general_merchandise: 5.6,
    electronics: 0.6,
    clothing: 2,
    home_improvement: 1.5,
    health: 10.5,
    subscriptions: 0.8,
    entertainment: 1.4,
    utilities: 10.5,
    education: 0.3,
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
