// The fixed calendar of the generated world. Time is data: nothing here looks at the clock.

/** First day with transactions, and the day from which accounts are described. */
export const FIRST_DATE = "2024-10-01";

/** The day we pretend it is; nothing generated happens on it or later. */
export const AS_OF_DATE = "2026-04-01";

/** The day the acquired book was moved to the bank's systems. */
export const MIGRATION_DATE = "2025-04-01";
