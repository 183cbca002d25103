// Reads what the profile of an earlier day is made of, beside the customer's life and transactions: who the customer is,
// where they were said to live, what spend is worth. What a day knew of it is chosen here, not in SQL.
import { day } from "../../core/dates";
import type { ProfileRow } from "../../customer/profile-row";
import type { IssuerMargin } from "../../customer/spend-metrics";
import type { Engine } from "../../engine/engine";

/** Who the customer is: the same on all versions, as last known. */
export type Person = Pick<
  ProfileRow,
  "customer_id" | "full_name" | "email" | "phone" | "state" | "city" | "employment_status" | "source_system"
> & { readonly date_of_birth: Date | null; readonly account_open_date: Date };

/** What holds for all customers. */
interface BookFacts {
  /** What spend is worth to the issuer. */
  readonly margin: IssuerMargin;
  /** Whether these books call a purchase approved once it is booked, and not before: hardly any is booked after their end. */
  readonly is_approved_booked: boolean;
}

/** What a profile of any day needs to know beside the customer's life and transactions. */
export interface Origins extends BookFacts {
  /** Undefined when nobody has the id. */
  readonly person: Person | undefined;
  readonly addresses: readonly Address[];
}

/** Asked together, as they do not wait for one another. */
export async function readOrigins(db: Engine, customer_id: string): Promise<Origins> {
  const [facts, person, addresses] = await Promise.all([
    readBookFacts(db),
    readPerson(db, customer_id),
    readAddresses(db, customer_id),
  ]);
  return { ...facts, person, addresses };
}

async function readBookFacts(db: Engine): Promise<BookFacts> {
  const rows = await db.rows<IssuerMargin & { readonly unbooked_count: number }>({
    name: "margins, and purchases approved before they are booked",
    is_repeated: true,
    sql: `select spend_margin::double as spend_margin, servicing_amount::double as servicing_amount,
              (select count(*) from gold.fct_transactions
               where status = 'approved' and posted_date >= (select as_of_date from silver.as_of)) as unbooked_count
          from gold.issuer_margin`,
  });
  const { unbooked_count, ...margin } = rows[0]!;
  return { margin, is_approved_booked: unbooked_count === 0 || (await isStray(db, unbooked_count)) };
}

/** Whether so many are a slip among the purchases of the last 30 days, fewer than one in a hundred. */
async function isStray(db: Engine, unbooked_count: number): Promise<boolean> {
  const [row] = await db.rows<{ recent_count: number }>({
    name: "purchases of the last 30 days",
    is_repeated: true,
    sql: `select count(*) as recent_count from gold.fct_transactions as fact cross join silver.as_of as as_of
          where fact.status = 'approved' and fact.transaction_date >= dateadd('day', -30, as_of.as_of_date)::date`,
  });
  return 100 * unbooked_count < row!.recent_count;
}

/**
 * Who a customer is, as last known; undefined when nobody has the id. The version is picked here: a second condition
 * would keep the index out.
 */
async function readPerson(db: Engine, customer_id: string): Promise<Person | undefined> {
  const rows = await db.rows<Person & { readonly is_current: boolean }>({
    name: "person behind a customer",
    is_repeated: true,
    sql: `select customer_id, full_name, email, phone, state, city, employment_status, source_system, date_of_birth,
              account_open_date, is_current
          from gold.dim_customer where customer_id = ?`,
    binds: [customer_id],
  });
  const current = rows.find(({ is_current }) => is_current);
  if (!current) return undefined;
  const { is_current: _, ...person } = current;
  return person;
}

/** Where a customer was said to live: by a move, or by the books at the start. */
export interface Address extends Pick<Person, "city" | "state"> {
  /** Null for that of the books, as is the day on which it was told. */
  readonly changed_at: Date | null;
  readonly recorded_at: Date | null;
  readonly change_id: string | null;
}

/** All addresses that a customer was said to have, in no order. */
function readAddresses(db: Engine, customer_id: string): Promise<Address[]> {
  return db.rows<Address>({
    name: "addresses of a customer",
    is_repeated: true,
    sql: `select city, state, null::timestamp as changed_at, null::timestamp as recorded_at, null::varchar as change_id
          from silver.customer where customer_id = ?
          union all
          select city, state, changed_at, recorded_at, change_id from silver.customer_change
          where customer_id = ? and change_type = 'address' and street_address is not null`,
    binds: [customer_id, customer_id],
  });
}

/** Where a customer lived as far as a day knows: by the last move since the account opened that was told before it. */
export function addressOn(as_of: string, opened: Date, addresses: readonly Address[]): Pick<Person, "city" | "state"> {
  const end = day(as_of);
  const latest = addresses
    .filter(({ changed_at }) => changed_at === null || (changed_at >= opened && changed_at < end))
    .filter(({ recorded_at }) => recorded_at === null || recorded_at < end)
    .sort((a, b) => since(b) - since(a) || told(b) - told(a) || ((a.change_id ?? "") < (b.change_id ?? "") ? 1 : -1));
  const { city, state } = latest[0]!;
  return { city, state };
}

const since = ({ changed_at }: Address) => changed_at?.getTime() ?? 0;
const told = ({ recorded_at }: Address) => recorded_at?.getTime() ?? 0;
