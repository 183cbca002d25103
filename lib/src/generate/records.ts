// The records of one person: one per book that knows them, and the truth about each.
import { dayText, type EpochDay } from "../core/dates";
import { type Random, randomStream } from "../core/random";
import { cardTypeOf, drawLimit, drawOpenDay } from "./credit";
import { MIGRATION_DATE } from "./period";
import type { Person, World } from "./person";
import { rawEmail, rawName, rawPhone, rawState, spaced } from "./raw-text";
import type { CardType, CustomerRow, SourceSystem } from "./rows";
import { type Identity, identityOf, secondRecord } from "./second-record";

/** One account at one of the banks, with the clean values behind its record. */
export interface Account {
  readonly customer_id: string;
  readonly source_system: SourceSystem;
  readonly share_permille: number;
  readonly open_day: EpochDay;
  readonly card_type: CardType;
  readonly credit_limit: number; // USD
  readonly identity: Identity;
  readonly row: CustomerRow;
}

/** A prime, so that multiplying by a smaller number deals out each place once. */
const PLACES = 4_999_999;

/**
 * The id of a person's account. In the legacy book ids count on; in the acquired book they are dealt over seven
 * digits, so that nothing in an id tells who is the same person.
 *
 * @example
 * customerId(7, "legacy", 42); // => "L1000007"
 */
export function customerId(person_id: number, system: SourceSystem, seed: number): string {
  if (system === "legacy") return `L${1_000_000 + person_id}`;
  return `R${5_000_001 + ((person_id * 2_654_437 + Math.abs(seed % PLACES) * 7_919) % PLACES)}`;
}

/** The accounts of a person, the legacy one first. */
export function accountsOf(person: Person, world: World): Account[] {
  const random = randomStream(world.seed, `accounts ${person.person_id}`);
  const careful = identityOf(person);
  if (person.book !== "both") return [drawAccount(person, person.book, careful, 1000, world, random)];
  const other = secondRecord(person, random, world.faker);
  const legacyShare = random.integer(300, 800);
  const isLegacyCareful = random.chance(0.5);
  return [
    drawAccount(person, "legacy", isLegacyCareful ? careful : other, legacyShare, world, random),
    drawAccount(person, "acquired", isLegacyCareful ? other : careful, 1000 - legacyShare, world, random),
  ];
}

function drawAccount(
  person: Person,
  system: SourceSystem,
  identity: Identity,
  share_permille: number,
  world: World,
  random: Random,
): Account {
  const open_day = drawOpenDay(random, person, system);
  const credit_limit = drawLimit(random, person, open_day);
  const draw = world.strata(person.person_id, "card_type");
  const isSecond = person.book === "both" && system === "acquired";
  const card_type = cardTypeOf(person, credit_limit, isSecond ? (draw + 0.5) % 1 : draw);
  const customer_id = customerId(person.person_id, system, world.seed);
  const income = reportedIncome(person, random);
  const row: CustomerRow = {
    customer_id,
    source_system: system,
    ...rawIdentity(identity, system, random),
    employment_status: person.employment,
    annual_income: income.toFixed(2),
    card_type,
    credit_limit: credit_limit.toFixed(2),
    account_open_date: dayText(open_day),
    migrated_date: system === "acquired" ? MIGRATION_DATE : "",
  };
  return { customer_id, source_system: system, share_permille, open_day, card_type, credit_limit, identity, row };
}

/** Two banks ask at different times: half of the answers are higher, so that a Premium card's threshold stays met. */
function reportedIncome(person: Person, random: Random): number {
  if (person.book !== "both" || random.chance(0.5)) return person.income;
  return Math.ceil((person.income * (1 + 0.12 * random.next())) / 500) * 500;
}

function rawIdentity(identity: Identity, system: SourceSystem, random: Random) {
  const style = random.next();
  const { address } = identity;
  return {
    first_name: rawName(identity.first_name, system, style, random),
    last_name: rawName(identity.last_name, system, style, random),
    date_of_birth: dayText(identity.birth_day),
    email: random.chance(0.03) ? "" : rawEmail(identity.email, random),
    phone: random.chance(0.03) ? "" : rawPhone(identity.phone, system, random),
    street_address: spaced(address.street_address, random),
    city: system === "acquired" && style < 0.06 ? address.city.toUpperCase() : spaced(address.city, random),
    state: rawState(address.state, random),
    postal_code: address.postal_code,
  };
}
