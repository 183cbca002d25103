// One person: who they are, where they live, which books know them, how they stand in life.
import { type EpochDay, epochDay, YEAR_DAYS, yearOf } from "../core/dates";
import { type Random, randomStream } from "../core/random";
import { type Address, drawAddress, drawEmail, drawPhone, type SeededFaker } from "./contact";
import { bookAt, stateAt } from "./home-state";
import { drawIncome, employmentOf } from "./income";
import { drawName, type Name, type Sex } from "./names";
import { AS_OF_DATE } from "./period";
import { type Persona, personaOf } from "./persona";
import { related } from "./relatives";
import type { Employment } from "./rows";
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

/** A person before work and income are drawn. */
export type PersonAtHome = Omit<Person, "employment" | "income">;

/** What everybody's draws have in common. */
export interface World {
  readonly customers: number;
  readonly seed: number;
  readonly strata: Strata;
  readonly faker: SeededFaker;
}

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

const lastDay = epochDay(AS_OF_DATE);

/** The person with an id: one in twenty is the spouse, child, twin or namesake of the person before them. */
export function personOf(person_id: number, world: World): Person {
  const random = randomStream(world.seed, `person ${person_id}`);
  world.faker.follow(random);
  const alone = drawPerson(person_id, world, random);
  if (person_id % 2 === 1) return alone;
  const relation = randomStream(world.seed, `relation ${person_id}`);
  if (!relation.chance(0.1)) return alone;
  return withWork(related(alone, personOf(person_id - 1, world), relation, world.faker), relation, world);
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
  const birth_day = Math.floor(lastDay - age * YEAR_DAYS);
  const person: PersonAtHome = {
    person_id,
    persona,
    book,
    sex,
    name,
    suffix: "",
    birth_day,
    address,
    email: drawEmail(random, name, yearOf(birth_day)),
    phone: drawPhone(random, state),
  };
  return withWork(person, random, world);
}

/** Work and income that fit the person's age and state. */
function withWork(person: PersonAtHome, random: Random, world: World): Person {
  const age = (lastDay - person.birth_day) / YEAR_DAYS;
  const employment = employmentOf(age, world.strata(person.person_id, "employment"));
  const income = drawIncome(random, { age, employment, persona: person.persona, state: person.address.state });
  return { ...person, employment, income };
}
