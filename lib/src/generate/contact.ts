// Where a person lives and how to reach them. E-mails and phones come only from ranges reserved for examples.
import type { Faker } from "@faker-js/faker";
import { faker as american } from "@faker-js/faker/locale/en_US";
import { type Random, randomStream } from "../core/random";
import { type Name, withoutAccents } from "./names";
import { stateOf } from "./states";

export interface Address {
  readonly street_address: string;
  readonly city: string;
  readonly state: string; // two letters
  readonly postal_code: string;
}

/** Faker that draws from a stream of ours, so that one person's draws move nobody else's. */
export interface SeededFaker {
  readonly faker: Faker;
  /** Faker's next draws come from this stream. */
  follow(random: Random): void;
}

/** The locale brings its class along. The package's front door loads every language there is: a sixth of a second. */
const FakerOfLocale = american.constructor as typeof Faker;

export function seededFaker(): SeededFaker {
  let current: Random = randomStream(0, "faker");
  const randomizer = { next: () => current.next(), seed: () => {} };
  const faker = new FakerOfLocale({ locale: american.rawDefinitions, randomizer });
  return {
    faker,
    follow: (random) => {
      current = random;
    },
  };
}

/** A street, a city and a ZIP code of the state. The city follows from the ZIP code's first three digits. */
export function drawAddress(faker: Faker, random: Random, state: string): Address {
  const postal_code = drawPostalCode(random, state);
  return { street_address: drawStreet(faker, random), city: drawCity(postal_code), state, postal_code };
}

function drawPostalCode(random: Random, state: string): string {
  const area = random.integer(...stateOf(state).zip_areas);
  return String(area * 100 + random.integer(1, 99)).padStart(5, "0");
}

/** A house number and a street; one in six has a unit, sometimes behind a comma. */
function drawStreet(faker: Faker, random: Random): string {
  const street = `${random.integer(1, 99) * random.pick([1, 10, 100]) + random.integer(0, 9)} ${faker.location.street()}`;
  if (!random.chance(1 / 6)) return street;
  const unit = random.integer(1, 40) * random.pick([1, 10]) + random.integer(0, 9);
  return `${street}${random.pick([" ", " ", ", "])}${random.pick(["Apt.", "Apt.", "Unit", "Suite"])} ${unit}`;
}

const cities = new Map<string, readonly string[]>();
const cityFaker = seededFaker();

/** Each ZIP area has four cities of its own; the last two digits of the code choose one. */
function drawCity(postal_code: string): string {
  const area = postal_code.slice(0, 3);
  let known = cities.get(area);
  if (!known) {
    cityFaker.follow(randomStream(0, `cities of ${area}`));
    known = Array.from({ length: 4 }, () => cityFaker.faker.location.city());
    cities.set(area, known);
  }
  return known[Number(postal_code.slice(3)) % known.length]!;
}

/**
 * A phone number as ten digits: an area code of the state, then 555-01xx, the range reserved for fiction.
 * There are 100 such numbers per area code, so unrelated people share them: a phone alone identifies nobody.
 *
 * @see North American Numbering Plan, 555-0100 to 555-0199
 */
export function drawPhone(random: Random, state: string): string {
  return `${random.pick(stateOf(state).area_codes)}55501${String(random.integer(0, 99)).padStart(2, "0")}`;
}

/** An e-mail address made of the name, at a domain that RFC 2606 reserves for examples. */
export function drawEmail(random: Random, name: Name, birthYear: number): string {
  const first = plain(name.first);
  const last = plain(name.last);
  const local = random.weighted([
    [`${first}.${last}${random.integer(1, 9999)}`, 40],
    [`${first[0]}${last}${random.integer(1, 99_999)}`, 20],
    [`${first}_${last}${random.integer(1, 9999)}`, 12],
    [`${first}${last[0]}${birthYear}.${random.integer(1, 9999)}`, 12],
    [`${last}.${first}${random.integer(1, 9999)}`, 11],
    [`${first}.${last}`, 5],
  ]);
  return `${local}@example.${random.weighted([
    ["com", 70],
    ["org", 15],
    ["net", 15],
  ])}`;
}

function plain(text: string): string {
  return withoutAccents(text)
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}
