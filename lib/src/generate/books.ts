// Two books of customers, how their accounts change, and the truth behind both.
import { daysBetween, type EpochDay, epochDay } from "../core/dates";
import { type Progress, silent } from "../core/progress";
import { randomStream } from "../core/random";
import { changesOf } from "./account-changes";
import { type AccountPlan, type BehaviourPlan, behaviourOf } from "./behaviour";
import { seededFaker } from "./contact";
import type { Delivery } from "./deliveries";
import { AS_OF_DATE, FIRST_DATE } from "./period";
import { type Person, personOf, type World } from "./person";
import { type Account, accountsOf } from "./records";
import type { AccountChangeRow, CustomerRow } from "./rows";
import { strataFrom } from "./strata";

export interface BooksOptions {
  /** How many people; 6 to 8 % of them are in both books, so there are about 1.07 times as many records. */
  readonly customers: number;
  readonly seed: number;
  readonly progress?: Progress;
}

/** People to make, by number: all of them, or a part of the same books. */
export interface PeopleOptions extends BooksOptions {
  readonly first_person?: number;
  readonly last_person?: number;
}

export interface Books {
  /** The legacy book by id, then the acquired book by id. */
  readonly customers: CustomerRow[];
  /** In the order of arrival, which is not always the order of events. */
  readonly account_changes: AccountChangeRow[];
  /** One row per record in `customers`, by person; for the transaction generator and for tests only. */
  readonly truth: AccountPlan[];
}

/** What one person puts into the books: an account or two, with their changes and their truth. */
export interface PersonInBooks {
  readonly customers: readonly CustomerRow[];
  readonly deliveries: readonly Delivery[];
  readonly identities: readonly AccountIdentity[];
  readonly plan: BehaviourPlan;
}

/** The left half of a truth row: who is behind an account. The right half is the person's plan. */
export type AccountIdentity = Omit<AccountPlan, keyof BehaviourPlan>;

const REPORT_EVERY = 1_000;

/**
 * Two customer books and their change feed, at any size with the same shares. The same seed gives the same rows; a
 * person keeps name, home and birthday when the count changes.
 *
 * @example
 * generateBooks({ customers: 100, seed: 42 }).truth.length >= 100; // => true
 */
export function generateBooks(options: BooksOptions): Books {
  const customers: CustomerRow[] = [];
  const deliveries: Delivery[] = [];
  const truth: AccountPlan[] = [];
  for (const person of peopleInBooks(options)) {
    customers.push(...person.customers);
    deliveries.push(...person.deliveries);
    for (const identity of person.identities) truth.push(Object.assign({}, identity, person.plan));
  }
  return {
    customers: customers.sort((a, b) => compare(a.customer_id, b.customer_id)),
    account_changes: deliveries.sort(inOrderOfArrival).map(({ row }) => row),
    truth,
  };
}

/** The same, one person after the other, for callers who keep less than all rows. */
export function* peopleInBooks(options: PeopleOptions): Generator<PersonInBooks> {
  const { customers, seed, first_person = 1, last_person = customers, progress = silent } = options;
  const strata = strataFrom((purpose) => randomStream(seed, `stratum ${purpose}`).next());
  const world: World = { customers, seed, strata, faker: seededFaker() };
  for (let person_id = first_person; person_id <= last_person; person_id++) {
    const person = personOf(person_id, world);
    const accounts = accountsOf(person, world);
    const plan = planOf(person, accounts, world);
    yield {
      customers: accounts.map(({ row }) => row),
      deliveries: accounts.flatMap((account) => changesOf(person, account, fadeDayOf(plan), world)),
      identities: accounts.map((account) => identityOf(person, account)),
      plan,
    };
    if (person_id % REPORT_EVERY === 0 || person_id === last_person) {
      progress({ task: "customers", done: person_id, total: customers });
    }
  }
}

type Arrival = Pick<Delivery, "arrived_at" | "change_id">;

/** For sorting: what arrives first stands first. */
export function inOrderOfArrival(a: Arrival, b: Arrival): number {
  return compare(a.arrived_at, b.arrived_at) || compare(a.change_id, b.change_id);
}

/** Code units, not the reader's language, so that files are the same everywhere. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function planOf(person: Person, accounts: readonly Account[], { customers, seed }: World): BehaviourPlan {
  return behaviourOf(
    {
      person_id: person.person_id,
      persona: person.persona,
      book: person.book,
      open_day: Math.min(...accounts.map(({ open_day }) => open_day)) - firstDay,
      state: person.address.state,
      credit_limit: accounts.reduce((sum, { credit_limit }) => sum + credit_limit, 0),
    },
    customers,
    seed,
  );
}

const firstDay = epochDay(FIRST_DATE);
/** A fade that begins in the last two months, counted in days from FIRST_DATE, is not yet seen. */
const lastNoticed = daysBetween(FIRST_DATE, AS_OF_DATE) - 60;

/** An episode that holds this long is a fade, not a dip. */
const LASTING_DAYS = 180;

/** The day a lasting fade begins, when that is early enough for the bank to notice; undefined for everybody else. */
function fadeDayOf(plan: BehaviourPlan): EpochDay | undefined {
  const isLasting = plan.first_hold_days >= LASTING_DAYS && plan.first_start_day >= 0;
  return isLasting && plan.first_start_day < lastNoticed ? firstDay + plan.first_start_day : undefined;
}

function identityOf(person: Person, account: Account): AccountIdentity {
  return {
    person_id: person.person_id,
    customer_id: account.customer_id,
    source_system: account.source_system,
    account_share_permille: account.share_permille,
    persona: person.persona,
    account_open_day: account.open_day - firstDay,
    account_limit: account.credit_limit,
  };
}
