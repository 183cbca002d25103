// Relatives and namesakes: people whose records look alike and who are not the same.

import type { Faker } from "@faker-js/faker";
import { type EpochDay, epochDay, YEAR_DAYS, yearOf } from "../core/dates";
import type { Random } from "../core/random";
import { drawEmail, drawPhone, type SeededFaker } from "./contact";
import { drawFirstName, type Sex } from "./names";
import { AS_OF_DATE } from "./period";
import type { Book, PersonAtHome } from "./person";
import { regionCodes } from "./states";

const lastDay = epochDay(AS_OF_DATE);

/**
 * Somebody made the spouse, child, parent, twin or namesake of another person, so that a matcher can be wrong.
 *
 * @param alone who they were without a relation; left as they are when the relation does not fit
 */
export function related(
  alone: PersonAtHome,
  other: PersonAtHome,
  random: Random,
  { faker, follow }: SeededFaker,
): PersonAtHome {
  if (alone.book === "both") return alone;
  const kind = random.weighted([
    ["spouse", 55],
    ["child", 14],
    ["twin", 9],
    ["namesake", 22],
  ]);
  const across = acrossTheBooks(alone, other);
  follow(random);
  if (kind === "spouse") {
    const book = alone.persona === "new_growing" || other.book === "both" ? "legacy" : other.book;
    return { ...withHome(alone, other, random, years(other, random.normal() * 4)), book };
  }
  if (kind === "child") return childOf(alone, other, random, across);
  if (kind === "twin") {
    const sex = random.chance(0.7) ? other.sex : alone.sex;
    const name = { first: firstNameOtherThan(other.name.first, faker, random, sex), last: other.name.last };
    return { ...withHome({ ...alone, sex, name }, other, random, other.birth_day), book: across };
  }
  return { ...namesakeOf(alone, other, random), book: across };
}

/** The same name in the same town, at another address. */
function namesakeOf(alone: PersonAtHome, other: PersonAtHome, random: Random): PersonAtHome {
  const { sex, name } = other;
  const address = { ...other.address, street_address: alone.address.street_address };
  const email = drawEmail(random, name, yearOf(alone.birth_day));
  return { ...alone, sex, name, address, email, phone: drawPhone(random, address.state) };
}

/** The same name and home, a generation younger; a generation older when the other is too young for a grown child. */
function childOf(alone: PersonAtHome, other: PersonAtHome, random: Random, book: Book): PersonAtHome {
  const gap = 20 + 16 * random.next();
  const isYounger = (lastDay - other.birth_day) / YEAR_DAYS - gap >= 20;
  const birth_day = years(other, isYounger ? gap : -gap);
  if ((lastDay - birth_day) / YEAR_DAYS >= 85) return alone;
  const suffix = random.chance(0.5) ? (isYounger ? "Jr" : "Sr") : "";
  const person = withHome({ ...alone, sex: other.sex, name: other.name, suffix }, other, random, birth_day);
  return { ...person, name: other.name, book };
}

/** The same surname, address and often phone; an e-mail address of their own. */
function withHome(person: PersonAtHome, other: PersonAtHome, random: Random, birth_day: EpochDay): PersonAtHome {
  const name = { first: person.name.first, last: other.name.last };
  const phone = random.chance(0.4) ? other.phone : drawPhone(random, other.address.state);
  const email = drawEmail(random, name, yearOf(birth_day));
  return { ...person, name, birth_day, address: other.address, phone, email };
}

/** Look-alikes fool a matcher only across the books; outside the region the acquired book stays as small as it is. */
function acrossTheBooks(alone: PersonAtHome, other: PersonAtHome): Book {
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
function years(other: PersonAtHome, later: number): EpochDay {
  const wanted = other.birth_day + later * YEAR_DAYS;
  return Math.floor(Math.min(lastDay - 20 * YEAR_DAYS, Math.max(lastDay - 85 * YEAR_DAYS, wanted)));
}
