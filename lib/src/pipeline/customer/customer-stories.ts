// Small answers for the chapter on single customers: whom to look at, and what odd searches get.
import { InvalidInputError } from "../../core/errors";
import { needList, needWhole } from "../../core/options";
import type { Engine } from "../../engine/engine";
import { searchCustomers } from "./search-customers";

/**
 * A customer worth a look: fading now, and seen coming by the churn model when there are scores; here since the data
 * begin, with a change of segment and one of card or limit behind them. Of several the one with the most purchases, then
 * the first by id.
 *
 * @throws InvalidInputError when there are no customers
 */
export function customerWithStory(db: Engine): Promise<string> {
  return firstCustomer(
    db,
    `with lives as (
         select customer_id, count(distinct customer_segment) as segment_count
         from gold.customer_segment_history group by customer_id
     ),
     cards as (
         select customer_id, count(*) as version_count from gold.dim_customer where customer_key <> -1 group by customer_id
     )
     select profile.customer_id
     from gold.customer_360_profile as profile
     join lives on profile.customer_id = lives.customer_id
     join cards on profile.customer_id = cards.customer_id
     cross join silver.as_of as as_of
     order by
         iff(profile.customer_segment = 'Declining', 1, 0) desc,
         case profile.churn_risk_category when 'High Risk' then 2 when 'Medium Risk' then 1 else 0 end desc,
         iff(profile.account_open_date < as_of.first_date, 1, 0) desc,
         least(lives.segment_count, 2) + least(cards.version_count, 2) desc,
         profile.total_transactions desc, profile.customer_id
     limit 1`,
  );
}

/**
 * The customer with the most purchases; of several the first by id.
 *
 * @throws InvalidInputError when there are no customers
 */
export function busiestCustomer(db: Engine): Promise<string> {
  return firstCustomer(
    db,
    "select customer_id from gold.customer_360_profile order by total_transactions desc, customer_id limit 1",
  );
}

async function firstCustomer(db: Engine, sql: string): Promise<string> {
  const [row] = await db.rows<{ customer_id: string }>({ name: "customer for the chapter", sql });
  if (!row)
    throw new InvalidInputError(
      "gold.customer_360_profile needs customers to choose from, got none; build the marts first",
    );
  return row.customer_id;
}

/** What each of several texts finds, or why it is refused: for texts that nobody types on purpose. */
export async function trySearches(db: Engine, texts: readonly string[]): Promise<{ typed: string; answer: string }[]> {
  needList("trySearches", "texts", texts);
  const answers: { typed: string; answer: string }[] = [];
  for (const text of texts) {
    const typed = text.length > 30 ? `${text.slice(0, 10)}… (${text.length.toLocaleString("en-US")} characters)` : text;
    const { answer } = await searchCustomers(db, text).catch((error: unknown) => {
      if (error instanceof InvalidInputError) return { answer: `refused: ${error.message}` };
      throw error;
    });
    answers.push({ typed, answer });
  }
  return answers;
}

/**
 * Ids of customers from all over the book, always the same ones.
 *
 * @throws InvalidInputError when `count` is no whole number of 1 or more
 */
export async function someCustomers(db: Engine, count: number): Promise<string[]> {
  needWhole("someCustomers", "customers", count, 1, 1e9);
  const rows = await db.rows<{ customer_id: string }>({
    name: "some customers",
    sql: `select customer_id from gold.customer_360_profile
          order by md5(customer_id) limit ${count}`,
  });
  return rows.map(({ customer_id }) => customer_id);
}
