// Customers by segment, state, churn risk, lifetime value and card type, with the numbers that sum them up.
import { InvalidInputError } from "../../core/errors";
import { needList, needOptions, needWhole, needWords, shown } from "../../core/options";
import type { Engine } from "../../engine/engine";
import type { Bind } from "../../sql/statement";

/** What to choose by; what is left out, or an empty list, chooses nobody away. */
export interface CustomerFilter {
  readonly segments?: readonly string[];
  /** Two-letter states. */
  readonly states?: readonly string[];
  /** "Low Risk", "Medium Risk", "High Risk", or "Not Scored" for customers without a churn score. */
  readonly churn_risks?: readonly string[];
  readonly card_types?: readonly string[];
  /** Lifetime spend in USD: from this, and below that. */
  readonly lifetime_value_from?: number;
  readonly lifetime_value_below?: number;
}

/** The customers chosen, summed up. */
export interface CustomerSummary {
  readonly customer_count: number;
  readonly total_lifetime_value: number;
  /** Null when nobody is chosen. */
  readonly avg_lifetime_value: number | null;
  /** Null when nobody chosen has a score. */
  readonly avg_churn_risk_score: number | null;
}

/** A chosen customer. Name, e-mail and phone are there for `exportCsv`, which masks them unless asked for by name. */
export interface ChosenCustomer {
  readonly customer_id: string;
  readonly full_name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly state: string;
  readonly card_type: string;
  readonly customer_segment: string;
  readonly lifetime_value: number;
  readonly avg_monthly_spend: number;
  readonly churn_risk_category: string | null;
  readonly churn_risk_score: number | null;
}

/** The columns of a chosen customer, in their order: an export without anybody in it has its header too. */
export const chosenColumns = [
  "customer_id",
  "full_name",
  "email",
  "phone",
  "state",
  "card_type",
  "customer_segment",
  "lifetime_value",
  "avg_monthly_spend",
  "churn_risk_category",
  "churn_risk_score",
] as const satisfies readonly (keyof ChosenCustomer)[];

const NOT_SCORED = "Not Scored";

const LISTS = {
  card_types: ["Standard", "Rewards", "Premium"],
  segments: ["High-Value Travelers", "Declining", "New & Growing", "Budget-Conscious", "Stable Mid-Spenders"],
  churn_risks: ["Low Risk", "Medium Risk", "High Risk", NOT_SCORED],
} as const;

/** Beyond this a bound is a slip, and soon more than a sum of money can be. */
const MOST_DOLLARS = 1e12;

const FIELDS = ["segments", "states", "churn_risks", "card_types", "lifetime_value_from", "lifetime_value_below"];

/**
 * The customers that meet every part of a filter: their summary over all of them, and the first rows by lifetime spend.
 *
 * @param limit rows to answer at most
 * @throws InvalidInputError when the filter names a part, a segment, state, risk or card that does not exist, a list is
 * none, a value is no number of dollars, or nobody could be between the two
 */
export async function filterCustomers(
  db: Engine,
  filter: CustomerFilter = {},
  limit = 100,
): Promise<{ summary: CustomerSummary; rows: ChosenCustomer[] }> {
  needWhole("filterCustomers", "rows", limit, 0, 1e9);
  const { condition, binds } = filterCondition(filter);
  await needStates(db, filter.states);
  const [summary] = await db.rows<CustomerSummary>({
    name: "summary of chosen customers",
    sql: `select count(*) as customer_count, coalesce(sum(lifetime_value), 0)::double as total_lifetime_value,
              round(avg(lifetime_value), 2)::double as avg_lifetime_value,
              round(avg(churn_risk_score), 1)::double as avg_churn_risk_score
          from gold.customer_360_profile where ${condition}`,
    binds,
  });
  const rows = await db.rows<ChosenCustomer>({
    name: "chosen customers",
    sql: `select ${chosenColumns.join(", ")}
          from gold.customer_360_profile where ${condition}
          order by lifetime_value desc, customer_id limit ${limit}`,
    binds,
  });
  return { summary: summary!, rows };
}

/**
 * A filter as a condition on gold.customer_360_profile; the values are binds, never part of the text.
 *
 * @throws InvalidInputError as `filterCustomers`, but for states, which only the database knows
 * @example
 * filterCondition({ states: ["CA", "TX"] }); // => { condition: "state in (?, ?)", binds: ["CA", "TX"] }
 */
export function filterCondition(filter: CustomerFilter): { condition: string; binds: Bind[] } {
  needKnown(filter);
  const parts = [
    among("customer_segment", filter.segments),
    among("state", filter.states),
    among(`coalesce(churn_risk_category, '${NOT_SCORED}')`, filter.churn_risks),
    among("card_type", filter.card_types),
    bound("lifetime_value >= ?::decimal(18, 2)", filter.lifetime_value_from),
    bound("lifetime_value < ?::decimal(18, 2)", filter.lifetime_value_below),
  ].filter((part) => part.binds.length > 0);
  return {
    condition: parts.map((part) => part.condition).join(" and ") || "true",
    binds: parts.flatMap((part) => part.binds),
  };
}

function among(column: string, values: readonly string[] = []): { condition: string; binds: Bind[] } {
  return { condition: `${column} in (${values.map(() => "?").join(", ")})`, binds: [...values] };
}

function bound(condition: string, value?: number): { condition: string; binds: Bind[] } {
  return { condition, binds: value === undefined ? [] : [value] };
}

function needKnown(filter: CustomerFilter): void {
  const who = "A customer filter";
  needOptions(who, filter, FIELDS);
  if (filter.states !== undefined) needList(who, "states", filter.states);
  for (const [field, known] of Object.entries(LISTS)) {
    const words = filter[field as keyof typeof LISTS];
    if (words !== undefined) needWords(who, field, words, known);
  }
  needDollars(filter);
}

function needDollars(filter: CustomerFilter): void {
  for (const field of ["lifetime_value_from", "lifetime_value_below"] as const) {
    const value = filter[field];
    if (value === undefined || (typeof value === "number" && Math.abs(value) <= MOST_DOLLARS)) continue;
    const most = Number.isFinite(value) ? " up to 1e12" : "";
    throw new InvalidInputError(`${field} needs a number of dollars${most}, got ${shown(value)}`);
  }
  const { lifetime_value_from: from = -Infinity, lifetime_value_below: below = Infinity } = filter;
  if (from >= below)
    throw new InvalidInputError(
      `lifetime_value_from needs to be less than lifetime_value_below, got ${from} and ${below}`,
    );
}

/** @throws InvalidInputError naming a state that is none */
export async function needStates(db: Engine, states: readonly string[] = []): Promise<void> {
  if (states.length === 0) return;
  const known = await db.rows<{ state_code: string }>({
    name: "states",
    sql: "select state_code from silver.us_state",
  });
  const wrong = states.filter((state) => !known.some(({ state_code }) => state_code === state));
  if (wrong.length > 0) throw new InvalidInputError(`states needs two-letter codes such as OH, got ${shown(wrong[0])}`);
}
