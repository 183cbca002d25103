// The change feed: what happened to an account's limit, card and address after it was first reported.
import { type EpochDay, epochDay, YEAR_DAYS } from "../core/dates";
import { type Random, randomStream } from "../core/random";
import type { Address } from "./contact";
import { isPremiumReady, limitStep, PREMIUM_INCOME, PREMIUM_LIMIT } from "./credit";
import { type Delivery, deliveriesOf } from "./deliveries";
import { AS_OF_DATE, FIRST_DATE } from "./period";
import type { Person, World } from "./person";
import type { Account } from "./records";
import type { CardType } from "./rows";
import { movedAddress } from "./second-record";

/** One change, as it took effect. */
export interface Change {
  readonly day: EpochDay;
  readonly second: number; // of the day
  readonly card_type?: CardType;
  readonly credit_limit?: number;
  readonly address?: Address;
}

/**
 * Changes per account and year. The reference bands are 8 to 12 % of accounts with a new limit and 2 to 4 % with
 * another card; moves are about 8 %. Card changes are drawn more often than that, because some cannot happen:
 * nobody is above Premium, and Premium has a threshold.
 */
const yearly = { limit: 0.095, card: 0.05, move: 0.085 } as const;

/** Part of the limit changes that cut the limit: for people whose use of the card fades, and for others. Judgement. */
const CUT_SHARE = { fading: 0.5, steady: 0.06 } as const;
/** How much more often the limit of a fading customer is looked at. */
const FADING_REVIEWS = 1.3;

const firstDay = epochDay(FIRST_DATE);
const lastDay = epochDay(AS_OF_DATE);

/**
 * Everything the feed delivers about one account, in no particular order.
 *
 * @param fadeDay the day the person's use of the card begins to fade; undefined when it never does
 */
export function changesOf(person: Person, account: Account, fadeDay: EpochDay | undefined, world: World): Delivery[] {
  const random = randomStream(world.seed, `changes ${account.customer_id}`);
  const start = Math.max(firstDay, account.open_day + 60);
  const years = (lastDay - start) / YEAR_DAYS;
  if (years <= 0) return [];
  const isSecond = person.book === "both" && account.source_system === "acquired";
  const count = (purpose: "limit_change" | "product_change" | "address_change", rate: number) =>
    Math.floor(rate * years + ((world.strata(person.person_id, purpose) + (isSecond ? 0.5 : 0)) % 1));
  const anyDay = () => start + Math.floor(random.next() * (lastDay - start));
  const moments: Moment[] = [];
  const add = (kind: Moment["kind"], day: EpochDay) => moments.push({ kind, day, second: secondOf(kind, random) });
  const reviews = count("limit_change", yearly.limit * (fadeDay === undefined ? 1 : FADING_REVIEWS));
  for (let i = 0; i < reviews; i++) {
    const isCut = random.chance(fadeDay === undefined ? CUT_SHARE.steady : CUT_SHARE.fading);
    const day = isCut && fadeDay !== undefined ? cutDay(fadeDay, start, random) : anyDay();
    if (day < lastDay) add(isCut ? "cut" : "raise", day);
  }
  for (let i = count("product_change", yearly.card); i > 0; i--) add("card", anyDay());
  for (let i = count("address_change", yearly.move); i > 0; i--) add("move", anyDay());
  if (random.chance(0.005)) add("nothing", anyDay());

  moments.sort((a, b) => a.day - b.day || a.second - b.second);
  const changes = [...inOrder(moments, person, account, fadeDay, world, random)];
  return deliveriesOf(account.customer_id, changes, lastDay, random);
}

interface Moment {
  readonly day: EpochDay;
  readonly second: number;
  readonly kind: "raise" | "cut" | "card" | "move" | "nothing";
}

/** Limits are reviewed by the night batch, the rest happens while offices are open. */
function secondOf(kind: Moment["kind"], random: Random): number {
  return kind === "raise" || kind === "cut" ? random.integer(7200, 18_000) : random.integer(32_400, 72_000);
}

/** A bank cuts the limit of a fading customer one to six months after the fade began. */
function cutDay(fadeDay: EpochDay, start: EpochDay, random: Random): EpochDay {
  return Math.max(fadeDay, start) + random.integer(30, 180);
}

/** Moments in time order turned into changes of what the account was just before. */
function* inOrder(
  moments: readonly Moment[],
  person: Person,
  account: Account,
  fadeDay: EpochDay | undefined,
  world: World,
  random: Random,
): Generator<Change> {
  let { card_type, credit_limit } = account;
  let address = account.identity.address;
  for (const { day, second, kind } of moments) {
    if (kind === "raise" || kind === "cut") {
      const next = kind === "raise" ? raised(credit_limit, random) : cut(credit_limit, card_type, random);
      if (next === credit_limit) continue;
      credit_limit = next;
      yield { day, second, credit_limit };
    } else if (kind === "card") {
      const isFading = fadeDay !== undefined && day >= fadeDay;
      const next = nextCard(card_type, credit_limit, person.income, isFading, random);
      if (next === card_type) continue;
      if (next === "Premium" && credit_limit < PREMIUM_LIMIT) {
        credit_limit = PREMIUM_LIMIT;
        yield { day, second, credit_limit };
      }
      card_type = next;
      yield { day, second, card_type };
    } else if (kind === "move") {
      world.faker.follow(random);
      address = movedAddress(address, random, world.faker.faker);
      yield { day, second, address };
    } else {
      yield { day, second, ...(random.chance(0.5) ? { credit_limit } : { card_type }) };
    }
  }
}

function raised(limit: number, random: Random): number {
  return limitStep(Math.max(limit + (limit < 10_000 ? 500 : 1_000), limit * (1.15 + 0.45 * random.next())));
}

/** A cut by a seventh to a half; a Premium card keeps the limit it asks for. */
function cut(limit: number, card: CardType, random: Random): number {
  const lower = limitStep(limit * (0.5 + 0.35 * random.next()));
  return card === "Premium" ? Math.max(PREMIUM_LIMIT, lower) : lower;
}

/** One card up for most; down for a few, and for more of those who fade. The same card when neither may be. */
function nextCard(card: CardType, limit: number, income: number, isFading: boolean, random: Random): CardType {
  const goesDown = random.chance(isFading ? 0.5 : 0.15);
  if (card === "Premium") return goesDown ? "Rewards" : card;
  if (card === "Standard") return "Rewards";
  if (goesDown) return "Standard";
  const isNearPremium = isPremiumReady(income, limit) || (income >= PREMIUM_INCOME && limit >= PREMIUM_LIMIT / 2);
  return isNearPremium ? "Premium" : card;
}
