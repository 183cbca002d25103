// First and last names: Faker's wide lists, and the common names that make two people look like one.
import type { Faker } from "@faker-js/faker";
import type { Random } from "../core/random";

export type Sex = "female" | "male";

export interface Name {
  readonly first: string;
  readonly last: string;
}

/** Formal first names and the short forms that people also sign with. Common ones come first. */
const shortForms: Readonly<Record<Sex, readonly (readonly [string, readonly string[]])[]>> = {
  male: [
    ["James", ["Jim", "Jimmy", "Jamie"]],
    ["Robert", ["Bob", "Rob", "Bobby"]],
    ["John", ["Jack", "Johnny"]],
    ["Michael", ["Mike", "Mick"]],
    ["William", ["Bill", "Will", "Billy"]],
    ["David", ["Dave"]],
    ["Richard", ["Rick", "Dick", "Rich"]],
    ["Joseph", ["Joe", "Joey"]],
    ["Thomas", ["Tom", "Tommy"]],
    ["Charles", ["Charlie", "Chuck"]],
    ["Christopher", ["Chris"]],
    ["Daniel", ["Dan", "Danny"]],
    ["Matthew", ["Matt"]],
    ["Anthony", ["Tony"]],
    ["Steven", ["Steve"]],
    ["Andrew", ["Andy", "Drew"]],
    ["Kenneth", ["Ken", "Kenny"]],
    ["Edward", ["Ed", "Eddie", "Ted"]],
    ["Ronald", ["Ron"]],
    ["Timothy", ["Tim"]],
    ["Jeffrey", ["Jeff"]],
    ["Nicholas", ["Nick"]],
    ["Gregory", ["Greg"]],
    ["Samuel", ["Sam"]],
    ["Benjamin", ["Ben"]],
    ["Alexander", ["Alex"]],
    ["Jose", ["Pepe"]],
  ],
  female: [
    ["Patricia", ["Pat", "Trish", "Patty"]],
    ["Jennifer", ["Jen", "Jenny"]],
    ["Elizabeth", ["Liz", "Beth", "Betty"]],
    ["Barbara", ["Barb"]],
    ["Susan", ["Sue", "Susie"]],
    ["Jessica", ["Jess"]],
    ["Margaret", ["Maggie", "Peggy", "Meg"]],
    ["Deborah", ["Deb", "Debbie"]],
    ["Katherine", ["Kate", "Kathy", "Katie"]],
    ["Christine", ["Chris", "Tina"]],
    ["Rebecca", ["Becky"]],
    ["Cynthia", ["Cindy"]],
    ["Kimberly", ["Kim"]],
    ["Pamela", ["Pam"]],
    ["Stephanie", ["Steph"]],
    ["Victoria", ["Vicky", "Tori"]],
    ["Jacqueline", ["Jackie"]],
    ["Samantha", ["Sam"]],
    ["Amanda", ["Mandy"]],
    ["Judith", ["Judy"]],
    ["Theresa", ["Terry", "Tess"]],
    ["Angela", ["Angie"]],
    ["Abigail", ["Abby"]],
    ["Alexandra", ["Alex", "Sandra"]],
    ["Mary", ["Molly"]],
    ["Dorothy", ["Dot"]],
  ],
};

const shortFormsOf = new Map([...shortForms.male, ...shortForms.female]);

/** Surnames at the head of the 2010 Census surname list; a quarter of people get one (judgement). */
const commonSurnames = (
  "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson " +
  "Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson"
).split(" ");

const accented: Readonly<Record<Sex | "last", readonly string[]>> = {
  male: ["José", "André", "René", "Raúl", "Jesús", "Sébastien", "Jörg"],
  female: ["Zoë", "Renée", "María", "Chloé", "Inés", "Noémie", "Sofía"],
  last: ["García", "Núñez", "Peña", "Muñoz", "Lefèvre", "Müller", "Björk", "Ordóñez"],
};

const withApostrophe = ["O'Brien", "O'Neill", "D'Angelo", "O'Connor", "D'Amico", "O'Hara"];

/** A first and a last name: 40 % of people have one of the common first names, 25 % one of the common surnames. */
export function drawName(faker: Faker, random: Random, sex: Sex): Name {
  return { first: drawFirstName(faker, random, sex), last: drawLastName(faker, random) };
}

/** A first name; the common ones more often the higher they stand in the list. */
export function drawFirstName(faker: Faker, random: Random, sex: Sex): string {
  const kind = random.next();
  if (kind < 0.4) {
    const list = shortForms[sex];
    return list[Math.floor(list.length * random.next() ** 1.6)]![0];
  }
  if (kind < 0.41) return random.pick(accented[sex]);
  return faker.person.firstName(sex);
}

/** A surname; 1 % carry an accent, 1 % an apostrophe, 1 % a hyphen. */
export function drawLastName(faker: Faker, random: Random): string {
  const kind = random.next();
  if (kind < 0.25) return commonSurnames[Math.floor(commonSurnames.length * random.next() ** 1.6)]!;
  if (kind < 0.26) return random.pick(accented.last);
  if (kind < 0.27) return random.pick(withApostrophe);
  if (kind < 0.28) return `${random.pick(commonSurnames)}-${faker.person.lastName()}`;
  return faker.person.lastName();
}

/**
 * The short forms of a first name.
 *
 * @returns none for a name without one
 * @example
 * nicknamesOf("Robert"); // => ["Bob", "Rob", "Bobby"]
 */
export function nicknamesOf(first: string): readonly string[] {
  return shortFormsOf.get(first) ?? [];
}

/**
 * A name in plain ASCII letters, as older systems keep it.
 *
 * @example
 * withoutAccents("Núñez"); // => "Nunez"
 */
export function withoutAccents(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}
