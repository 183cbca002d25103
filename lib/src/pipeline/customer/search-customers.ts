// Finds customers by a part of their id, name or e-mail address, however it is spelled.
import { InvalidInputError } from "../../core/errors";
import { needOptions } from "../../core/options";
import { maskedEmail } from "../../customer/mask";
import { isNumber, type SearchTerm, searchTerms } from "../../customer/search-text";
import { namesByNearness, type SimilarName } from "../../customer/spelling";
import type { Engine } from "../../engine/engine";
import { canBeMisspelled, fittingQuery, type LooseTerm, type Piece, similarNamesQuery } from "./search-query";

/** A customer who fits what was searched for. */
export interface SearchMatch {
  readonly customer_id: string;
  readonly full_name: string | null;
  /** Masked: enough to tell two of the same name apart. */
  readonly email: string | null;
  readonly city: string | null;
  readonly state: string | null;
  /** How well it fits, the mean of all words: 100 a whole id, name or address, 75 its beginning, 50 inside or both names as one word, 40 and 30 a spelling close to it. */
  readonly match_score: number;
}

export interface SearchAnswer {
  /** In a sentence how many fit, or that nobody does. */
  readonly answer: string;
  /** How many fit, whether listed or not. */
  readonly match_count: number;
  /** Best first; those that fit alike by name. */
  readonly matches: readonly SearchMatch[];
}

export interface SearchOptions {
  /** How many matches are listed at most, 1 to 100; 20 when left out. */
  readonly limit?: number;
}

const FEWEST_DIGITS = 4;

/** From so many on who fit as typed, nobody else is looked for: whatever the limit, or the count would follow it. */
const ENOUGH_AS_TYPED = 20;

/**
 * Customers whom all words of a text fit, each by a part of an id, of the name or of the e-mail address. Accents,
 * capitals and the order of words make no difference. A name may be misspelled by a letter, from six letters on by two,
 * or written as one word with the other, an address may be misspelled too; an id may not, because one digit further is
 * another customer. Close spellings are looked for when fewer than 20 customers fit as typed. Ids of both books find
 * their customer. Phone numbers are not searched.
 *
 * @throws InvalidInputError when there is nothing to search for, or far too much
 */
export async function searchCustomers(db: Engine, text: string, options: SearchOptions = {}): Promise<SearchAnswer> {
  needOptions("searchCustomers", options, ["limit"]);
  const { limit = 20 } = options;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new InvalidInputError(`A search lists 1 to 100 matches, got ${limit} as limit`);
  }
  const terms = searchTerms(text);
  if (isTooShort(terms)) return { answer: tooShort(terms), match_count: 0, matches: [] };
  const strict = await fitting(db, fittingQuery(terms, limit));
  const isEnough = (strict[0]?.match_count ?? 0) >= ENOUGH_AS_TYPED;
  const found = isEnough ? strict : await fitting(db, fittingQuery(await loosened(db, terms), limit));
  const match_count = found[0]?.match_count ?? 0;
  const matches = await described(db, found);
  return { answer: sentenceOf(terms, match_count, matches.length), match_count, matches };
}

interface Fit {
  readonly customer_id: string;
  readonly match_score: number;
  readonly match_count: number;
}

function fitting(db: Engine, piece: Piece): Promise<Fit[]> {
  return db.rows<Fit>({ name: "customer search", ...piece });
}

/** The words with the names that they may stand for. */
async function loosened(db: Engine, terms: readonly SearchTerm[]): Promise<LooseTerm[]> {
  const loose: LooseTerm[] = [];
  for (const term of terms) {
    const names = canBeMisspelled(term.word)
      ? await db.rows<SimilarName>({
          name: "similar names",
          ...similarNamesQuery(term.word),
        })
      : [];
    loose.push({ ...term, ...(term.word ? namesByNearness(term.word, names) : { likest: [], similar: [] }) });
  }
  return loose;
}

/** Names and places of a few customers, in the order of their fit. */
async function described(db: Engine, found: readonly Fit[]): Promise<SearchMatch[]> {
  if (found.length === 0) return [];
  const rows = await db.rows<Omit<SearchMatch, "match_score">>({
    name: "customers found",
    sql: `select customer_id, full_name, email, city, state from gold.customer_360_profile
          where customer_id in (${found.map(() => "?").join(", ")})`,
    binds: found.map(({ customer_id }) => customer_id),
  });
  const byId = new Map(rows.map((row) => [row.customer_id, row]));
  return found.flatMap(({ customer_id, match_score }) => {
    const row = byId.get(customer_id);
    return row ? [{ ...row, email: maskedEmail(row.email), match_score }] : [];
  });
}

/** A few digits are somewhere in every other id. */
function isTooShort(terms: readonly SearchTerm[]): boolean {
  return terms.every(isNumber) && terms.every(({ plain }) => plain.replace(/\D/g, "").length < FEWEST_DIGITS);
}

function tooShort(terms: readonly SearchTerm[]): string {
  return `Nothing is searched by ${typedText(terms)}: of an id ${FEWEST_DIGITS} digits are needed, and phone numbers are not searched.`;
}

function sentenceOf(terms: readonly SearchTerm[], match_count: number, listed: number): string {
  const typed = typedText(terms);
  if (match_count === 0) {
    const not_searched = terms.every(isNumber) ? "; phone numbers are not searched" : "";
    return `No customer fits ${typed}. Part of a name, of an e-mail address or of an id is enough${not_searched}.`;
  }
  const some = listed < match_count ? `; the best ${listed} are listed` : "";
  return `${match_count.toLocaleString("en-US")} ${match_count === 1 ? "customer fits" : "customers fit"} ${typed}${some}.`;
}

function typedText(terms: readonly SearchTerm[]): string {
  return JSON.stringify(shortened(terms.map(({ plain }) => plain).join(" ")));
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > 60 ? `${characters.slice(0, 60).join("")}…` : text;
}
