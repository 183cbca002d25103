// Reads what gold knows about one customer and what all share: few narrow statements, because one costs about as much as
// the rows that it answers.
import { day } from "../../core/dates";
import type { ProfileRow } from "../../customer/profile-row";
import type { CustomerTransaction } from "../../customer/transactions";
import type { Engine } from "../../engine/engine";

/** The days that the data cover: from first_date up to, not with, as_of_date. */
export interface Period {
  readonly first_date: Date;
  readonly as_of_date: Date;
}

export interface Category {
  readonly merchant_category_key: number;
  readonly merchant_category: string;
  readonly category_name: string;
  readonly category_group: string;
}

/** The period, and the categories by key. */
export interface SharedFacts extends Period {
  readonly categories: ReadonlyMap<number, Category>;
}

/** What is the same for all customers. */
export async function readSharedFacts(db: Engine): Promise<SharedFacts> {
  const rows = await db.rows<Category & Period>({
    name: "period and categories",
    is_repeated: true,
    sql: `select category.merchant_category_key, category.merchant_category, category.category_name,
              category.category_group, as_of.first_date, as_of.as_of_date
          from gold.dim_merchant_category as category
          cross join silver.as_of as as_of`,
  });
  const { first_date, as_of_date } = rows[0]!; // the list of categories is there without any data
  return { first_date, as_of_date, categories: new Map(rows.map((row) => [row.merchant_category_key, row])) };
}

/** A transaction as gold keeps it: its category by key, and the day on which it was booked. */
export type TransactionRow = Omit<CustomerTransaction, keyof Category> & {
  readonly merchant_category_key: number;
  readonly posted_date: Date | null;
};

/**
 * All transactions of a customer, in no order. The keys are looked up in the same statement, though the caller may know
 * them: DuckDB looks for a list of keys row by row, ten times as slowly.
 */
export function readTransactions(db: Engine, customer_id: string): Promise<TransactionRow[]> {
  return db.rows<TransactionRow>({
    name: "transactions of a customer",
    is_repeated: true,
    sql: `select transaction_id, transaction_at, posted_date, merchant_category_key, merchant_name, channel, status, amount
          from gold.fct_transactions
          where customer_key in (select customer_key from gold.dim_customer where customer_id = ?)`,
    binds: [customer_id],
  });
}

/**
 * Transactions before a day with their categories, the newest first. Which purchases came to be disputed later the feed
 * does not say.
 *
 * @param is_approved_booked whether what was booked on the day or later was still pending then
 */
export function transactionsBefore(
  as_of: string,
  rows: readonly TransactionRow[],
  { categories }: SharedFacts,
  is_approved_booked = false,
): CustomerTransaction[] {
  const end = day(as_of).getTime();
  const wasPending = ({ posted_date, status }: TransactionRow) =>
    is_approved_booked && posted_date !== null && posted_date.getTime() >= end && status !== "declined";
  return rows
    .filter(({ transaction_at }) => transaction_at.getTime() < end)
    .sort(
      (a, b) =>
        b.transaction_at.getTime() - a.transaction_at.getTime() || (a.transaction_id < b.transaction_id ? 1 : -1),
    )
    .map((row) => {
      const { merchant_category, category_name, category_group } = categories.get(row.merchant_category_key)!;
      const { transaction_id, transaction_at, merchant_name, channel, amount } = row;
      return {
        transaction_id,
        transaction_at,
        merchant_category,
        category_name,
        category_group,
        merchant_name,
        channel,
        status: wasPending(row) ? "pending" : row.status,
        amount,
      };
    });
}

/** The row of gold.customer_360_profile; undefined when the marts do not know the customer. */
export async function readProfileRow(db: Engine, customer_id: string): Promise<ProfileRow | undefined> {
  const [row] = await db.rows<ProfileRow>({
    name: "profile of a customer",
    is_repeated: true,
    sql: "select * from gold.customer_360_profile where customer_id = ?",
    binds: [customer_id],
  });
  return row;
}
