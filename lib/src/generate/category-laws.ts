// The law of each merchant category: how large its tickets are, when in the year and the week, online or not.

export interface CategoryLaw {
  readonly merchant_category: string;
  /** Median ticket in USD at a ticket scale of 1, and the deviation of its logarithm: log-normal. Judgement. */
  readonly median: number;
  readonly spread: number;
  /** Part of purchases online, per thousand. Judgement; the whole is 36 % by number (Fed payments study). */
  readonly online_permille: number;
  /** Part of purchases refunded later, per thousand. Judgement. */
  readonly refund_permille: number;
  /** How the cents look: 0 any, 1 shelf prices, 2 tips and round totals, 3 pumps, 4 bills. */
  readonly cents_style: number;
  /** Row of the weekday weights: 0 business days, 1 ordinary, 2 weekend. */
  readonly week_profile: number;
  /** Row of the hour weights: 0 shops, 1 meals, 2 commute, 3 evenings and online. */
  readonly hour_profile: number;
  /** Calendar of the year, January first; the mean of the twelve is about 1. */
  readonly season: readonly number[];
}

const flat = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

/**
 * Census combined factors (census.gov/retail/mrts/www/nadjusts.txt), October 2024 to September 2025, put in the order
 * of the calendar year: retail and food services, electronics, grocery, building and garden.
 */
const retail = [0.917, 0.882, 1.006, 1.002, 1.054, 0.992, 1.025, 1.018, 0.966, 1.017, 1.014, 1.098];
const electronics = [0.943, 0.88, 0.942, 0.892, 0.977, 0.943, 0.977, 0.983, 0.952, 0.967, 1.169, 1.373];
const grocery = [1.003, 0.912, 0.991, 0.982, 1.041, 0.985, 1.026, 1.019, 0.969, 1.007, 1.018, 1.039];
const building = [0.816, 0.787, 0.979, 1.104, 1.173, 1.087, 1.079, 1.007, 1.006, 1.081, 0.969, 0.907];
/** Older years on the same page: clothing December 1.56-1.69, general merchandise 1.38-1.42, gasoline 0.86-1.13. */
const clothing = [0.76, 0.81, 0.97, 0.97, 1.02, 0.94, 0.96, 1.0, 0.91, 0.98, 1.1, 1.6];
const general = [0.88, 0.85, 0.95, 0.94, 0.98, 0.94, 0.95, 0.97, 0.92, 0.98, 1.18, 1.4];
const gasoline = [0.9, 0.87, 0.98, 1.0, 1.08, 1.09, 1.12, 1.11, 1.01, 1.0, 0.93, 0.91];
/** Judgement: meals follow retail without its December, bills follow the weather, courses the school year. */
const meals = [0.95, 0.92, 1.02, 1.0, 1.04, 1.01, 1.02, 1.02, 0.97, 1.01, 0.98, 1.06];
const bills = [1.14, 1.06, 0.97, 0.9, 0.89, 0.98, 1.09, 1.1, 1.0, 0.9, 0.92, 1.05];
const school = [1.25, 0.85, 0.8, 0.75, 0.8, 0.8, 0.95, 1.85, 1.5, 0.85, 0.75, 0.85];
const outings = [0.88, 0.88, 0.97, 0.98, 1.03, 1.08, 1.13, 1.07, 0.95, 1.0, 0.95, 1.08];
const travel = [0.84, 0.86, 1.0, 0.97, 1.02, 1.12, 1.18, 1.1, 0.92, 0.95, 0.94, 1.1];

/** All categories of the contract, in the order of their codes 0..15. */
export const categoryLaws: readonly CategoryLaw[] = [
  law("airlines", [480, 0.28], [900, 25], [4, 0, 3], travel),
  law("hotels", [530, 0.26], [620, 20], [4, 1, 3], travel),
  law("car_rental", [290, 0.26], [550, 10], [4, 0, 0], travel),
  law("restaurants", [12, 1.35], [200, 2], [2, 2, 1], meals),
  law("groceries", [21, 1.3], [110, 6], [0, 2, 0], grocery),
  law("gas", [37, 0.38], [0, 0], [3, 1, 2], gasoline),
  law("transit", [9, 0.9], [380, 4], [0, 1, 2], retail),
  law("general_merchandise", [31, 1.36], [590, 54], [1, 1, 3], general),
  law("electronics", [68, 1.0], [580, 62], [1, 1, 3], electronics),
  law("clothing", [48, 1.0], [480, 80], [1, 2, 0], clothing),
  law("home_improvement", [58, 1.1], [280, 40], [1, 2, 0], building),
  law("health", [27, 1.22], [250, 8], [0, 0, 0], retail),
  law("subscriptions", [36, 1.0], [1000, 10], [1, 1, 3], flat),
  law("entertainment", [26, 1.1], [470, 12], [1, 2, 3], outings),
  law("utilities", [92, 0.5], [860, 1], [4, 0, 0], bills),
  law("education", [130, 0.95], [820, 15], [4, 0, 0], school),
];

function law(
  merchant_category: string,
  [median, spread]: [number, number],
  [online_permille, refund_permille]: [number, number],
  [cents_style, week_profile, hour_profile]: [number, number, number],
  season: readonly number[],
): CategoryLaw {
  return {
    merchant_category,
    median,
    spread,
    online_permille,
    refund_permille,
    cents_style,
    week_profile,
    hour_profile,
    season,
  };
}

/** The code of a category, 0..15. */
export function categoryCode(merchant_category: string): number {
  return categoryLaws.findIndex((entry) => entry.merchant_category === merchant_category);
}

/** The mean ticket of a law in USD: of a log-normal with the largest and smallest five in a thousand cut to the edge. */
export function meanTicket({ median, spread }: CategoryLaw): number {
  return median * Math.exp((spread * spread) / 2);
}
