// The same person in two books: what one bank wrote differently from the other.
import { type EpochDay, yearOf } from "../core/dates";
import type { Random } from "../core/random";
import { type Address, drawAddress, drawEmail, drawPhone, type SeededFaker } from "./contact";
import { drawLastName, nicknamesOf, withoutAccents } from "./names";
import type { Person } from "./person";
import { states } from "./states";

/** What a record says about who somebody is. */
export interface Identity {
  readonly first_name: string;
  readonly last_name: string;
  readonly birth_day: EpochDay;
  readonly email: string; // '' when unknown
  readonly phone: string; // ten digits, '' when unknown
  readonly address: Address;
}

/** A person as a careful clerk would write them. */
export function identityOf(person: Person): Identity {
  return {
    first_name: person.name.first,
    last_name: person.suffix === "" ? person.name.last : `${person.name.last} ${person.suffix}`,
    birth_day: person.birth_day,
    email: person.email,
    phone: person.phone,
    address: person.address,
  };
}

/** What went wrong or changed between the two books. */
interface Differences {
  first: "same" | "nickname" | "typo" | "initial";
  last: "same" | "typo" | "married";
  birth: "same" | "swapped" | "off by one" | "wrong year";
  email: "same" | "other" | "missing";
  phone: "same" | "other" | "missing";
  address: "same" | "spelled" | "moved";
}

/**
 * The record that the other bank holds of the same person. Rates are judgement, in the order of what published
 * studies of record linkage report. Somebody who differs in everything could not be told from a stranger, by people
 * neither: a wrong birth date or a new surname comes with the rest of the name and one way of contact unchanged.
 */
export function secondRecord(person: Person, random: Random, seeded: SeededFaker): Identity {
  const first = identityOf(person);
  const differs = plausible(drawDifferences(person, random));
  seeded.follow(random);
  return {
    first_name: otherFirst(first.first_name, differs.first, random),
    last_name: otherLast(first.last_name, differs.last, random, seeded),
    birth_day: otherBirth(first.birth_day, differs.birth, random),
    email: differs.email === "same" ? first.email : differs.email === "missing" ? "" : otherEmail(person, random),
    phone: differs.phone === "same" ? first.phone : differs.phone === "missing" ? "" : otherPhone(person, random),
    address: otherAddress(first.address, differs.address, random, seeded),
  };
}

function drawDifferences(person: Person, random: Random): Differences {
  const hasNickname = nicknamesOf(person.name.first).length > 0;
  const nickname = hasNickname ? 35 : 0;
  return {
    first: random.weighted([
      ["nickname", nickname],
      ["typo", 5],
      ["initial", 1.5],
      ["same", 93.5 - nickname],
    ]),
    last: random.weighted([
      ["typo", 5],
      ["married", person.sex === "female" ? 9 : 0.5],
      ["same", 90],
    ]),
    birth: random.weighted([
      ["swapped", 2],
      ["off by one", 1.5],
      ["wrong year", 1],
      ["same", 95.5],
    ]),
    email: random.weighted([
      ["other", 30],
      ["missing", 8],
      ["same", 62],
    ]),
    phone: random.weighted([
      ["other", 25],
      ["missing", 7],
      ["same", 68],
    ]),
    address: random.weighted([
      ["moved", 15],
      ["spelled", 25],
      ["same", 60],
    ]),
  };
}

function plausible(drawn: Differences): Differences {
  const differs = { ...drawn };
  if (differs.birth !== "same") differs.last = "same";
  if (differs.birth !== "same" && differs.first === "initial") differs.first = "same";
  if (differs.last === "married") differs.first = "same";
  const isFirm = differs.birth === "same" && differs.last === "same" && differs.first !== "initial";
  // strangers share 555-01xx numbers, so the phone does not count as a way of contact here
  if (!isFirm && differs.email !== "same" && differs.address === "moved") differs.address = "same";
  return differs;
}

function otherFirst(first: string, kind: Differences["first"], random: Random): string {
  if (kind === "nickname") return random.pick(nicknamesOf(first));
  if (kind === "typo") return typo(first, random);
  if (kind === "initial") return first[0]!;
  const extra = random.next();
  if (extra < 0.03) return `${first} ${String.fromCharCode(65 + random.integer(0, 25))}`;
  return extra < 0.6 ? withoutAccents(first) : first;
}

function otherLast(last: string, kind: Differences["last"], random: Random, { faker }: SeededFaker): string {
  if (kind === "typo") return typo(last, random);
  if (kind === "married") {
    const married = drawLastName(faker, random);
    return random.chance(0.25) ? `${last}-${married}` : married;
  }
  const withoutSuffix = random.chance(0.5) ? last.replace(/ (Jr|Sr)$/, "") : last;
  return random.chance(0.6) ? withoutAccents(withoutSuffix) : withoutSuffix;
}

/**
 * One slip of the keyboard after the first letter: two letters swapped, one dropped, or one doubled.
 * A text of fewer than three letters stays as it is.
 */
export function typo(text: string, random: Random): string {
  if (text.length < 3) return text;
  const at = random.integer(1, text.length - 2);
  const kind = random.pick(["swap", "drop", "double"]);
  if (kind === "drop") return text.slice(0, at) + text.slice(at + 1);
  if (kind === "swap" && text[at] !== text[at + 1]) {
    return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  }
  return text.slice(0, at) + text[at] + text.slice(at);
}

/** Day and month in each other's place, a neighbouring day, or a year that is off by one or ten. */
function otherBirth(birth_day: EpochDay, kind: Differences["birth"], random: Random): EpochDay {
  if (kind === "same") return birth_day;
  const date = new Date(birth_day * 86_400_000);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (kind === "swapped" && dayOfMonth <= 12 && dayOfMonth !== month)
    return Date.UTC(year, dayOfMonth - 1, month) / 86_400_000;
  if (kind === "wrong year" && dayOfMonth <= 28) {
    const towardsMiddle = year < 1975 ? 1 : -1;
    return Date.UTC(year + towardsMiddle * random.pick([1, 10]), month - 1, dayOfMonth) / 86_400_000;
  }
  return birth_day - 1;
}

function otherEmail(person: Person, random: Random): string {
  return drawEmail(random, person.name, yearOf(person.birth_day));
}

function otherPhone(person: Person, random: Random): string {
  return drawPhone(random, person.address.state);
}

const streetForms: readonly (readonly [RegExp, string])[] = [
  [/\bStreet\b/, "St"],
  [/\bAvenue\b/, "Ave"],
  [/\bRoad\b/, "Rd"],
  [/\bDrive\b/, "Dr"],
  [/\bLane\b/, "Ln"],
  [/\bCourt\b/, "Ct"],
  [/\bApt\. /, "#"],
  [/\bSuite /, "Ste "],
];

function otherAddress(address: Address, kind: Differences["address"], random: Random, { faker }: SeededFaker): Address {
  if (kind === "same") return address;
  if (kind === "moved") return movedAddress(address, random, faker);
  const short = streetForms.reduce((text, [long, brief]) => text.replace(long, brief), address.street_address);
  return { ...address, street_address: short };
}

/** A new home: in the same state seven times in ten, else anywhere by the number of residents. */
export function movedAddress(address: Address, random: Random, faker: SeededFaker["faker"]): Address {
  const state = random.chance(0.7)
    ? address.state
    : random.weighted(states.map(({ code, population }) => [code, population]));
  return drawAddress(faker, random, state);
}
