// The kinds of merchants that a statement can be narrowed down to, as gold.dim_merchant_category lists them.

/** Codes of categories by their group. */
export const CATEGORY_GROUPS: Readonly<Record<string, readonly string[]>> = {
  travel: ["airlines", "hotels", "car_rental"],
  dining: ["restaurants"],
  necessities: ["groceries", "gas", "transit", "health", "utilities"],
  shopping: ["general_merchandise", "electronics", "clothing", "home_improvement"],
  leisure: ["subscriptions", "entertainment"],
  education: ["education"],
  other: ["other"],
};

/** Every word for a category: the groups, then the codes; some are both. */
export const CATEGORY_WORDS: readonly string[] = [
  ...new Set([...Object.keys(CATEGORY_GROUPS), ...Object.values(CATEGORY_GROUPS).flat()]),
];
