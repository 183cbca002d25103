// One person: who they are, where they live, which books know them, how they stand in life.
import type { Faker } from "@faker-js/faker";
import { type Random, randomStream } from "../core/random";
import { type Address, drawAddress, drawEmail, drawPhone, type SeededFaker } from "./contact";
import { drawIncome, employmentOf } from "./income";
import { drawFirstName, drawName, type Name, type Sex } from "./names";
import { AS_OF_DATE, type EpochDay, epochDay } from "./period";
import { type Persona, personaOf } from "./persona";
import type { Employment } from "./rows";
import { population, regionCodes, states } from "./states";
import { placeIn, type Strata } from "./strata";

export type Book = "legacy" | "acquired" | "both";

export interface Person {
  readonly person_id: number;
  readonly persona: Persona;
  readonly book: Book;
  readonly sex: Sex;
  readonly name: Name;
  readonly suffix: "" | "Jr" | "Sr";
  readonly birth_day: EpochDay;
  readonly address: Address;
  readonly email: string;
  readonly phone: string; // ten digits
  readonly employment: Employment;
  readonly income: number; // USD a year
}

type PersonAtHome = Omit<Person, "employment" | "income">;

/** What everybody's draws have in common. */
export interface World {
  readonly customers: number;
  readonly seed: number;
  readonly strata: Strata;
  readonly faker: SeededFaker;
}

/** Part of all people who are in both books (the target is 6 to 8 %), and in the acquired book alone. Judgement. */
const BOTH_SHARE = 0.07;
const ACQUIRED_ONLY_SHARE = 0.25;
/** Part of the acquired book that lives in its region; reference band 75 to 85 %. */
const REGION_SHARE = 0.8;
/** Part of the people who are new, all of them in the legacy book: the acquired one opens no accounts after migration. */
const NEW_SHARE = 0.13;

type AgeBands = readonly (readonly [{ readonly from: number; readonly to: number }, number])[];

/** Ages on AS_OF_DATE by weight: 18 to 85, mean 48 to 50. A first card is often new, so new customers are younger. */
const ages: AgeBands = [
  [{ from: 20, to: 25 }, 6.5],
  [{ from: 25, to: 35 }, 16],
  [{ from: 35, to: 45 }, 18],
  [{ from: 45, to: 55 }, 18],
  [{ from: 55, to: 65 }, 18],
  [{ from: 65, to: 75 }, 15.5],
  [{ from: 75, to: 86 }, 8],
];
const newcomerAges: AgeBands = [
  [{ from: 18.1, to: 25 }, 16], // 18, and time enough to have opened an account
  [{ from: 25, to: 35 }, 25],
  [{ from: 35, to: 45 }, 20],
  [{ from: 45, to: 55 }, 15],
  [{ from: 55, to: 65 }, 12],
  [{ from: 65, to: 75 }, 8],
  [{ from: 75, to: 86 }, 4],
];

const YEAR = 365.2425;
const lastDay = epochDay(AS_OF_DATE);

/** The person with an id: one in twenty is the spouse, child, twin or namesake of the person before them. */
export function personOf(person_id: number, world: World): Person {
  const random = randomStream(world.seed, `person ${person_id}`);
  world.faker.follow(random);
  const alone = drawPerson(person_id, world, random);
  if (person_id % 2 === 1) return alone;
  const relation = randomStream(world.seed, `relation ${person_id}`);
  if (!relation.chance(0.1)) return alone;
  return withWork(related(alone, personOf(person_id - 1, world), relation, world), relation, world);
}

function drawPerson(person_id: number, world: World, random: Random): Person {
  const { customers, seed, strata, faker } = world;
  const persona = personaOf(person_id, customers, seed);
  const book = persona === "new_growing" ? "legacy" : bookAt(strata(person_id, "book"));
  const state = stateAt(strata(person_id, "state"), book);
  const sex: Sex = random.chance(0.51) ? "female" : "male";
  const name = drawName(faker.faker, random, sex);
  const [band, place] = placeIn(persona === "new_growing" ? newcomerAges : ages, strata(person_id, "age"));
  const age = band.from + place * (band.to - band.from);
  const address = drawAddress(faker.faker, random, state);
  const birth_day = Math.floor(lastDay - age * YEAR);
  const person: PersonAtHome = {
    person_id,
    persona,
    book,
    sex,
    name,
    suffix: "",
    birth_day,
    address,
    email: drawEmail(random, name, birthYear(birth_day)),
    phone: drawPhone(random, state),
  };
  return withWork(person, random, world);
}

/** Work and income that fit the person's age and state. */
function withWork(person: PersonAtHome, random: Random, world: World): Person {
  const age = (lastDay - person.birth_day) / YEAR;
  const employment = employmentOf(age, world.strata(person.person_id, "employment"));
  const income = drawIncome(random, { age, employment, persona: person.persona, state: person.address.state });
  return { ...person, employment, income };
}

/** Near-twins: different people who look alike, so that a matcher can be wrong. */
function related(alone: Person, other: Person, random: Random, world: World): Person {
  if (alone.book === "both") return alone;
  const kind = random.weighted([
    ["spouse", 55],
    ["child", 14],
    ["twin", 9],
    ["namesake", 22],
  ]);
  const across = acrossTheBooks(alone, other);
  world.faker.follow(random);
  if (kind === "spouse") {
    const book = alone.persona === "new_growing" || other.book === "both" ? "legacy" : other.book;
    return { ...withHome(alone, other, random, years(other, random.normal() * 4)), book };
  }
  if (kind === "child") return childOf(alone, other, random, across);
  if (kind === "twin") {
    const sex = random.chance(0.7) ? other.sex : alone.sex;
    const name = { first: firstNameOtherThan(other.name.first, world.faker.faker, random, sex), last: other.name.last };
    return { ...withHome({ ...alone, sex, name }, other, random, other.birth_day), book: across };
  }
  const name = other.name;
  const address = {
    ...alone.address,
    city: other.address.city,
    state: other.address.state,
    postal_code: other.address.postal_code,
  };
  const phone = drawPhone(random, address.state);
  return {
    ...alone,
    sex: other.sex,
    name,
    address,
    phone,
    email: drawEmail(random, name, birthYear(alone.birth_day)),
    book: across,
  };
}

function childOf(alone: Person, other: Person, random: Random, book: Book): Person {
  const gap = 20 + 16 * random.next();
  const isYounger = (lastDay - other.birth_day) / YEAR - gap >= 20;
  const birth_day = years(other, isYounger ? gap : -gap);
  if ((lastDay - birth_day) / YEAR >= 85) return alone;
  const suffix = random.chance(0.5) ? (isYounger ? "Jr" : "Sr") : "";
  const person = withHome({ ...alone, sex: other.sex, name: other.name, suffix }, other, random, birth_day);
  return { ...person, name: other.name, book };
}

/** The same surname, address and often phone; an e-mail address of their own. */
function withHome(person: Person, other: Person, random: Random, birth_day: EpochDay): Person {
  const name = { first: person.name.first, last: other.name.last };
  const phone = random.chance(0.4) ? other.phone : drawPhone(random, other.address.state);
  const email = drawEmail(random, name, birthYear(birth_day));
  return { ...person, name, birth_day, address: other.address, phone, email };
}

/** Look-alikes fool a matcher only across the books; outside the region the acquired book stays as small as it is. */
function acrossTheBooks(alone: Person, other: Person): Book {
  if (alone.persona === "new_growing" || !regionCodes.has(other.address.state)) return "legacy";
  return other.book === "acquired" ? "legacy" : "acquired";
}

function firstNameOtherThan(first: string, faker: Faker, random: Random, sex: Sex): string {
  for (;;) {
    const drawn = drawFirstName(faker, random, sex);
    if (drawn !== first) return drawn;
  }
}

/** A birth day so many years after the other's, kept within 20 to 85 years of age. */
function years(other: Person, later: number): EpochDay {
  const wanted = other.birth_day + later * YEAR;
  return Math.floor(Math.min(lastDay - 20 * YEAR, Math.max(lastDay - 85 * YEAR, wanted)));
}

function birthYear(birth_day: EpochDay): number {
  return new Date(birth_day * 86_400_000).getUTCFullYear();
}

function bookAt(draw: number): Book {
  const [book] = placeIn<Book>(
    [
      ["both", BOTH_SHARE],
      ["acquired", ACQUIRED_ONLY_SHARE],
      ["legacy", 1 - BOTH_SHARE - ACQUIRED_ONLY_SHARE - NEW_SHARE],
    ],
    draw,
  );
  return book;
}

const inRegion = states.filter((state) => regionCodes.has(state.code));
const outside = states.filter((state) => !regionCodes.has(state.code));
const residents = (some: typeof states) => some.map((state) => [state.code, state.population] as const);
const weights = { inside: residents(inRegion), outside: residents(outside) };

/**
 * The home state. Whoever the acquired book knows lives in its region four times out of five. People in both books
 * tilt the legacy book to the region too, so those it has alone live there less often: together they follow the Census.
 */
function stateAt(draw: number, book: Book): string {
  const censusShare = inRegion.reduce((sum, state) => sum + state.population, 0) / population;
  const legacyShare = 1 - ACQUIRED_ONLY_SHARE;
  const aloneShare = (legacyShare * censusShare - BOTH_SHARE * REGION_SHARE) / (legacyShare - BOTH_SHARE);
  const [place, rest] = placeIn<"inside" | "outside">(
    book === "legacy"
      ? [
          ["inside", aloneShare],
          ["outside", 1 - aloneShare],
        ]
      : [
          ["inside", REGION_SHARE],
          ["outside", 1 - REGION_SHARE],
        ],
    draw,
  );
  return placeIn(weights[place], rest)[0];
}
