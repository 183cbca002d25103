// Who is who: the same person in two books, and different people who look alike.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../lib/src/core/random";
import { nicknamesOf, withoutAccents } from "../../lib/src/generate/names";
import type { CustomerRow } from "../../lib/src/generate/rows";
import { typo } from "../../lib/src/generate/second-record";
import { booksOf, groups, share } from "./sample";

const { customers, truth } = booksOf(20_000);
const rowOf = new Map(customers.map((row) => [row.customer_id, row]));
const personOf = new Map(truth.map(({ customer_id, person_id }) => [customer_id, person_id]));
const plain = (text: string) => withoutAccents(text).trim().toLowerCase();
const lastOf = (row: CustomerRow) => plain(row.last_name).replace(/ (jr|sr)$/, "");
const digitsOf = (row: CustomerRow) => row.phone.replace(/\D/g, "").slice(-10);
const addressOf = (row: CustomerRow) => `${row.street_address.trim().match(/^\d+ \S+/)?.[0]} ${row.postal_code}`;

type Pair = readonly [CustomerRow, CustomerRow];
const pairs: Pair[] = [...groups(truth, ({ person_id }) => person_id).values()]
  .filter((accounts) => accounts.length === 2)
  .map(([one, other]) => [rowOf.get(one!.customer_id)!, rowOf.get(other!.customer_id)!]);

describe("the same person in both books", () => {
  it("is one legacy and one acquired record, with ids that tell nothing", () => {
    expect(pairs.filter(([a, b]) => a.source_system !== "legacy" || b.source_system !== "acquired")).toEqual([]);
    expect(pairs.filter(([a, b]) => a.customer_id.slice(-4) === b.customer_id.slice(-4)).length).toBeLessThan(10);
  });

  it.each<[string, (pair: Pair) => boolean, number, number]>([
    ["another first name", ([a, b]) => plain(a.first_name) !== plain(b.first_name), 0.15, 0.3],
    ["a nickname", ([a, b]) => isNickname(a.first_name, b.first_name), 0.08, 0.2],
    ["another last name", ([a, b]) => lastOf(a) !== lastOf(b), 0.05, 0.13],
    ["another birth date", ([a, b]) => a.date_of_birth !== b.date_of_birth, 0.03, 0.06],
    ["day and month swapped", ([a, b]) => swapped(a.date_of_birth) === b.date_of_birth, 0.003, 0.03],
    ["another e-mail, or none", ([a, b]) => plain(a.email) !== plain(b.email), 0.3, 0.5],
    ["another phone, or none", ([a, b]) => digitsOf(a) !== digitsOf(b), 0.25, 0.45],
    ["another address", ([a, b]) => addressOf(a) !== addressOf(b), 0.1, 0.2],
    ["not one difference", ([a, b]) => evidence([a, b]) === 6, 0.1, 0.4],
  ])("has %s", (_difference, holds, low, high) => {
    expect(share(pairs, holds)).within(low, high);
  });

  it("can be told: nobody differs in name, birth date and every contact at once", () => {
    const lost = pairs.filter(([a, b]) => {
      const hasOwnContact = plain(a.email) === plain(b.email) || addressOf(a) === addressOf(b);
      const isFirm = a.date_of_birth === b.date_of_birth && lastOf(a) === lastOf(b);
      return !isFirm && !hasOwnContact && a.email !== "" && b.email !== "";
    });
    expect(lost).toEqual([]);
    expect(Math.min(...pairs.map(evidence))).toBeGreaterThanOrEqual(2);
  });
});

describe("near-twins", () => {
  const acquired = customers.filter((row) => row.source_system === "acquired");
  const legacy = groups(
    customers.filter((row) => row.source_system === "legacy"),
    lastOf,
  );
  const strangers: Pair[] = acquired.flatMap((b) =>
    (legacy.get(lastOf(b)) ?? [])
      .filter((a) => personOf.get(a.customer_id) !== personOf.get(b.customer_id))
      .map((a) => [a, b] as const),
  );

  it.each<[string, (pair: Pair) => boolean, number]>([
    [
      "the same name and home, a generation apart",
      ([a, b]) => sameFirst(a, b) && addressOf(a) === addressOf(b) && a.date_of_birth !== b.date_of_birth,
      10,
    ],
    [
      "a twin: the same birth date, surname and home",
      ([a, b]) => a.date_of_birth === b.date_of_birth && addressOf(a) === addressOf(b) && !sameFirst(a, b),
      10,
    ],
    [
      "a namesake in the same town",
      ([a, b]) => sameFirst(a, b) && plain(a.city) === plain(b.city) && addressOf(a) !== addressOf(b),
      20,
    ],
    ["the same home and phone", ([a, b]) => addressOf(a) === addressOf(b) && digitsOf(a) === digitsOf(b), 10],
  ])("across the books there is %s, and it is somebody else", (_kind, holds, atLeast) => {
    expect(strangers.filter(holds).length).toBeGreaterThanOrEqual(atLeast);
  });

  it("carry Jr or Sr about half the time", () => {
    expect(share(customers, (row) => / (Jr|Sr)$/i.test(row.last_name.trim()))).within(0.001, 0.01);
  });

  it("are never alike in everything", () => {
    expect(
      strangers.filter(
        ([a, b]) => sameFirst(a, b) && a.date_of_birth === b.date_of_birth && addressOf(a) === addressOf(b),
      ),
    ).toEqual([]);
  });
});

describe("a slip of the keyboard", () => {
  it("keeps the first letter and changes the length by one at most", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 0, maxLength: 20 }), fc.integer({ min: 0, max: 10_000 }), (text, seed) => {
        const slipped = typo(text, randomStream(seed, "typo"));
        expect(Math.abs(slipped.length - text.length)).toBeLessThanOrEqual(1);
        expect(slipped.slice(0, 1)).toBe(text.slice(0, 1));
        if (text.length >= 3) expect(slipped).not.toBe(text);
      }),
    );
  });
});

function sameFirst(a: CustomerRow, b: CustomerRow): boolean {
  return plain(a.first_name) === plain(b.first_name);
}

function isNickname(a: string, b: string): boolean {
  const among = (formal: string, short: string) => nicknamesOf(formal.trim()).includes(short.trim());
  return among(a, b) || among(b, a);
}

function swapped(date: string): string {
  const [year, month, day] = date.split("-");
  return day === month ? "" : `${year}-${day}-${month}`;
}

/** In how many of six things two records agree. */
function evidence([a, b]: Pair): number {
  return [
    sameFirst(a, b),
    lastOf(a) === lastOf(b),
    a.date_of_birth === b.date_of_birth,
    a.email !== "" && plain(a.email) === plain(b.email),
    a.phone !== "" && digitsOf(a) === digitsOf(b),
    addressOf(a) === addressOf(b),
  ].filter(Boolean).length;
}
