// The history of one customer, as the warehouse keeps it: versions, and the changes that opened them.
import { InvalidInputError } from "../core/errors";
import type { Engine } from "../engine/engine";

/** A version of dim_customer. */
export interface CustomerVersion {
  readonly version_number: number;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly card_type: string;
  readonly credit_limit: number;
  /** Approved purchases that carry this version's key, and their sum. */
  readonly purchase_count: number;
  readonly spend_amount: number;
}

/** A change of card or limit, when it took effect and when its message came. */
export interface CustomerChange {
  readonly change_type: string;
  readonly changed_at: Date;
  readonly recorded_at: Date;
  readonly card_type: string | null;
  readonly credit_limit: number | null;
}

export interface CustomerHistory {
  readonly customer_id: string;
  readonly versions: readonly CustomerVersion[];
  readonly changes: readonly CustomerChange[];
}

/**
 * A customer whose history is worth a look: a change that was heard of only after a later one had arrived, or in small
 * books at least one that was heard of late. Among several the one with most versions, then the first by id.
 *
 * @throws InvalidInputError when gold.dim_customer is empty
 */
export async function customerWithLateChange(db: Engine): Promise<string> {
  const [row] = await db.rows<{ customer_id: string }>({
    name: "customer with a late change",
    sql: `with ordered_changes as (
              select customer_id, recorded_at::date > changed_at::date as is_late,
                  recorded_at > lead(recorded_at) over (partition by customer_id order by changed_at, recorded_at) as is_overtaken
              from silver.customer_change
              where change_type <> 'address' and is_primary_account
          ),
          late_changes as (
              select customer_id, count_if(is_late and is_overtaken) as overtaken_count, count_if(is_late) as late_count
              from ordered_changes group by customer_id
          )
          select customer.customer_id
          from gold.dim_customer as customer
          left join late_changes as late on customer.customer_id = late.customer_id
          group by customer.customer_id
          order by max(zeroifnull(overtaken_count)) desc, max(zeroifnull(late_count)) desc, count(*) desc, customer.customer_id
          limit 1`,
  });
  if (!row)
    throw new InvalidInputError("gold.dim_customer needs customers to choose from, got none; load the books first");
  return row.customer_id;
}

/** Versions and changes of one customer, in the order in which they took effect. */
export async function customerHistory(db: Engine, customer_id: string): Promise<CustomerHistory> {
  const versions = await db.rows<CustomerVersion>({
    name: "versions of a customer",
    sql: `select customer.version_number, customer.valid_from, customer.valid_to, customer.card_type, customer.credit_limit,
              count(purchase.transaction_id) as purchase_count, coalesce(sum(purchase.amount), 0) as spend_amount
          from gold.dim_customer as customer
          left join gold.fct_transactions as purchase
              on customer.customer_key = purchase.customer_key and purchase.status = 'approved'
          where customer.customer_id = ?
          group by all
          order by customer.version_number`,
    binds: [customer_id],
  });
  if (versions.length === 0)
    throw new InvalidInputError(`A customer of gold.dim_customer is needed, got ${JSON.stringify(customer_id)}`);
  const changes = await db.rows<CustomerChange>({
    name: "changes of a customer",
    sql: `select change_type, changed_at, recorded_at, card_type, credit_limit
          from silver.customer_change
          where customer_id = ? and is_primary_account and change_type <> 'address'
          order by changed_at, recorded_at`,
    binds: [customer_id],
  });
  return { customer_id, versions, changes };
}
