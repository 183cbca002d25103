// Books of another shape, written as a stranger would: by the contract's page alone, without our generator.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csv, customer, type Fields, transaction } from "../bronze/sample";

export interface ForeignBooks {
  readonly customers: number;
  /** The first day, YYYY-MM-DD, and how many days there are. */
  readonly first_date: string;
  readonly days: number;
  /** Part of the customers who buy no more from some day of the last year on. */
  readonly leaving_share: number;
}

const CATEGORIES = ["groceries", "restaurants", "gas", "clothing", "subscriptions", "airlines", "health"];
const STATES = ["TX", "OK", "LA"];
const NAMES = ["Ana", "Björn", "Chidi", "Dolores", "Emeka", "Farah", "Gus", "Hana"];
const FAMILIES = ["Álvarez", "Okafor", "Lindqvist", "Nakamura", "Petrov", "Haddad"];
const DAY_MS = 86_400_000;

/** Writes them into a folder; one purchase is on an account that nobody knows, one before its account was opened. */
export function writeForeignBooks({ customers, first_date, days, leaving_share }: ForeignBooks): string {
  const draw = draws(7);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(draw() * values.length)]!;
  const start = Date.parse(first_date);
  const instant = (day: number) =>
    new Date(start + day * DAY_MS + Math.floor(draw() * DAY_MS)).toISOString().slice(0, 19).replace("T", " ");
  const [people, purchases]: [Fields[], Fields[]] = [[], []];
  const buy = (customer_id: string, day: number, scale: number) => {
    const transaction_at = instant(day);
    purchases.push(
      transaction(purchases.length, {
        transaction_id: `px-${purchases.length}`,
        customer_id,
        transaction_at,
        posted_date: "",
        amount: (scale * (0.3 + 2 * draw() * draw())).toFixed(2),
        merchant_category: pick(CATEGORIES),
        channel: pick(["in_person", "online"]),
      }),
    );
  };
  for (let n = 0; n < customers; n++) {
    const customer_id = `card/${n}`;
    people.push(
      customer(n, {
        customer_id,
        first_name: pick(NAMES),
        last_name: pick(FAMILIES),
        email: "",
        phone: "",
        date_of_birth: `19${50 + Math.floor(draw() * 50)}-0${1 + Math.floor(draw() * 9)}-1${Math.floor(draw() * 10)}`,
        state: pick(STATES),
        street_address: `${n} Elm St`,
        card_type: pick(["Standard", "Rewards", "Premium"]),
        account_open_date: "2019-03-04",
      }),
    );
    const isLeaving = draw() < leaving_share;
    const last_day = isLeaving ? days - Math.floor(draw() * Math.min(days, 365)) : days;
    const [pause, scale] = [2 + 5 * draw(), 15 + 60 * draw()];
    for (let day = 0; day < last_day; day += pause * (0.5 + draw())) {
      // whoever leaves buys ever less in the two months before
      if (isLeaving && last_day - day < 60 && draw() < 0.6) continue;
      buy(customer_id, Math.floor(day), scale);
    }
  }
  buy("nobody", 5, 20);
  people[0] = { ...people[0]!, account_open_date: new Date(start + 30 * DAY_MS).toISOString().slice(0, 10) };
  const folder = mkdtempSync(join(tmpdir(), "c360-foreign-books-"));
  writeFileSync(join(folder, "customers.csv"), csv("customers", people));
  writeFileSync(join(folder, "transactions.csv"), csv("transactions", purchases));
  return folder;
}

/** Numbers from 0 to 1 that are the same on every run (a linear congruential generator). */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
