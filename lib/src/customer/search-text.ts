// What somebody types to find a customer, made ready for comparing. Search text is data, whatever it looks like.
import { InvalidInputError } from "../core/errors";

/** One word of a search. */
export interface SearchTerm {
  /** As typed, in small letters and without accents: compared with ids and e-mail addresses. */
  readonly plain: string;
  /** Its letters and digits: compared with names. Null where it has an @, or no letter and is not digits alone as in an id. */
  readonly word: string | null;
}

const MOST_CHARACTERS = 200;
const MOST_WORDS = 6;

/** Letters that Unicode does not take apart into a base letter and an accent, and the sigma of a word's end. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ı: "i",
  ς: "σ",
};

/**
 * The words of a search text. What cannot be typed on purpose (control characters, halves of characters) parts words
 * like a space does.
 *
 * @throws InvalidInputError when there is nothing to search for, or more than a name, an address or an id could hold
 * @example
 * searchTerms("  José O'Neill "); // => [{ plain: "jose", word: "jose" }, { plain: "o'neill", word: "oneill" }]
 */
export function searchTerms(text: string): SearchTerm[] {
  if (typeof text !== "string") throw new InvalidInputError(`A search needs text, got ${typeof text}`);
  if (text.length > MOST_CHARACTERS) {
    throw new InvalidInputError(
      `A search takes up to ${MOST_CHARACTERS} characters, got ${text.length}; part of a name, an e-mail or an id will do`,
    );
  }
  const plains = folded(text).split(" ").filter(Boolean);
  if (plains.length === 0) {
    throw new InvalidInputError(
      "A search needs part of a name, an e-mail address or an id, got nothing that can be read",
    );
  }
  if (plains.length > MOST_WORDS) {
    throw new InvalidInputError(`A search takes up to ${MOST_WORDS} words, got ${plains.length}; leave some out`);
  }
  return [...new Set(plains)].map((plain) => ({ plain, word: wordOf(plain) }));
}

/**
 * Whether a term is digits, with or without the signs that are written between those of a phone number.
 *
 * @example
 * searchTerms("(555) l77").map(isNumber); // => [true, false]
 */
export function isNumber({ plain }: SearchTerm): boolean {
  return /\d/.test(plain) && /^[\d+()./-]+$/.test(plain);
}

function wordOf(plain: string): string | null {
  if (plain.includes("@")) return null;
  if (!/\p{L}/u.test(plain)) return /^\d+$/.test(plain) ? plain : null;
  return plain.replace(/[^\p{L}\p{N}\p{M}]/gu, "");
}

/**
 * A text in small letters and without accents, its words parted by single spaces. The marks of other scripts, which are
 * no accents but part of the word, stay.
 *
 * @example
 * folded("Zoë  Łukasz-Weiß"); // => "zoe lukasz-weiss"
 */
export function folded(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize("NFKC")) // the keyboards of the East write them as wide as their own
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[ßæœøłđðıς]/g, (letter) => SPELLED[letter]!)
    .replace(/[\p{Cf}\u115f\u1160\u3164\uffa0]/gu, "") // nothing that can be seen
    .replace(/[|\p{Cc}\p{Cs}\s]+/gu, " ") // the bar parts ids, names and addresses in what is searched
    .trim();
}
