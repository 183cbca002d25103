// Reads what gold knows about one customer and what all share: few narrow statements, because one costs about as much as
// the rows that it answers.
import { day, isoDay } from "../../core/dates";
import type { ProfileRow } from "../../customer/profile-row";
import type { IssuerMargin } from "../../customer/spend-metrics";
import type { CustomerTransaction } from "../../customer/transactions";
import type { Engine } from "../../engine/engine";

/** Who the customer is: the same on all versions, as last known. */
export type Person = Pick<
  ProfileRow,
  "customer_id" | "full_name" | "email" | "phone" | "state" | "city" | "employment_status" | "source_system"
> & { readonly date_of_birth: Date | null; readonly account_open_date: Date };

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

/** What spend is worth to the issuer. */
export async function readMargin(db: Engine): Promise<IssuerMargin> {
  const [row] = await db.rows<IssuerMargin>({
    name: "margins",
    is_repeated: true,
    sql: `select
              sum(case constant_name when 'interchange' then constant_value
                  when 'rewards' then -constant_value
                  when 'processing_and_fraud' then -constant_value else 0 end)::double as spend_margin,
              sum(iff(constant_name = 'servicing', constant_value, 0))::double as servicing_amount
          from gold.issuer_economics`,
  });
  return row!;
}

/** Who a customer is, as last known. The version is picked here: a second condition would keep the index out. */
export async function readPerson(db: Engine, customer_id: string): Promise<Person> {
  const rows = await db.rows<Person & { readonly is_current: boolean }>({
    name: "person behind a customer",
    is_repeated: true,
    sql: `select customer_id, full_name, email, phone, state, city, employment_status, source_system, date_of_birth,
              account_open_date, is_current
          from gold.dim_customer where customer_id = ?`,
    binds: [customer_id],
  });
  const { is_current: _, ...person } = rows.find(({ is_current }) => is_current)!;
  return person;
}

/** Where a customer lived as far as was known before a day: by the last move told by then, else by the books. */
export async function readAddress(
  db: Engine,
  customer_id: string,
  { opened, as_of }: { readonly opened: Date; readonly as_of: string },
): Promise<Pick<Person, "city" | "state">> {
  const [address] = await db.rows<Pick<Person, "city" | "state">>({
    name: "address of a customer",
    is_repeated: true,
    sql: `select city, state from (
              select city, state, null::timestamp as changed_at, null::timestamp as recorded_at,
                  null::varchar as change_id
              from silver.customer where customer_id = ?
              union all
              select city, state, changed_at, recorded_at, change_id from silver.customer_change
              where customer_id = ? and change_type = 'address' and street_address is not null
                  and changed_at >= ?::timestamp and changed_at < ?::timestamp
                  and (recorded_at is null or recorded_at < ?::timestamp)
          ) as addresses
          order by changed_at desc nulls last, recorded_at desc nulls last, change_id desc nulls last
          limit 1`,
    binds: [customer_id, customer_id, isoDay(opened), as_of, as_of],
  });
  return address!;
}

/** A transaction as gold keeps it: its category by key. */
export type TransactionRow = Omit<CustomerTransaction, keyof Category> & { readonly merchant_category_key: number };

/**
 * All transactions of a customer, in no order. The keys are looked up in the same statement, though the caller may know
 * them: DuckDB looks for a list of keys row by row, ten times as slowly.
 */
export function readTransactions(db: Engine, customer_id: string): Promise<TransactionRow[]> {
  return db.rows<TransactionRow>({
    name: "transactions of a customer",
    is_repeated: true,
    sql: `select transaction_id, transaction_at, merchant_category_key, merchant_name, channel, status, amount
          from gold.fct_transactions
          where customer_key in (select customer_key from gold.dim_customer where customer_id = ?)`,
    binds: [customer_id],
  });
}

/** Transactions before a day with their categories, the newest first. */
export function transactionsBefore(
  as_of: string,
  rows: readonly TransactionRow[],
  { categories }: SharedFacts,
): CustomerTransaction[] {
  const end = day(as_of).getTime();
  return rows
    .filter(({ transaction_at }) => transaction_at.getTime() < end)
    .sort(
      (a, b) =>
        b.transaction_at.getTime() - a.transaction_at.getTime() || (a.transaction_id < b.transaction_id ? 1 : -1),
    )
    .map((row) => {
      const { merchant_category, category_name, category_group } = categories.get(row.merchant_category_key)!;
      const { transaction_id, transaction_at, merchant_name, channel, status, amount } = row;
      return {
        transaction_id,
        transaction_at,
        merchant_category,
        category_name,
        category_group,
        merchant_name,
        channel,
        status,
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
