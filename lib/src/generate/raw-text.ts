// How tidy people's data looks when it arrives: spaces, capitals, three ways to write a phone.
import type { Random } from "../core/random";
import type { SourceSystem } from "./rows";
import { stateOf } from "./states";

/** Some text with spaces around it, now and then (1 %). */
export function spaced(text: string, random: Random): string {
  if (text === "" || !random.chance(0.01)) return text;
  return random.pick([` ${text}`, `${text} `, ` ${text} `]);
}

/** A name in the book's own manner: the acquired book has records in capitals, both have some in small letters. */
export function rawName(name: string, system: SourceSystem, style: number, random: Random): string {
  if (style < (system === "acquired" ? 0.06 : 0.01)) return spaced(name.toUpperCase(), random);
  if (style > 0.99) return spaced(name.toLowerCase(), random);
  return spaced(name, random);
}

/** An e-mail as typed: 4 % with capitals. */
export function rawEmail(email: string, random: Random): string {
  const style = random.next();
  if (style < 0.02) return spaced(email.toUpperCase(), random);
  if (style < 0.04) return spaced(email.charAt(0).toUpperCase() + email.slice(1), random);
  return spaced(email, random);
}

/**
 * Ten digits of a phone in one of five spellings; each book has its habits.
 *
 * @returns '' for ''
 */
export function rawPhone(digits: string, system: SourceSystem, random: Random): string {
  if (digits === "") return "";
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  const weights = system === "legacy" ? [55, 30, 5, 5, 5] : [10, 20, 45, 10, 15];
  const forms = [
    `(${area}) ${exchange}-${line}`,
    `${area}-${exchange}-${line}`,
    digits,
    `+1 ${area} ${exchange} ${line}`,
    `${area}.${exchange}.${line}`,
  ];
  return random.weighted(forms.map((form, i) => [form, weights[i]!]));
}

/** A state as it arrives: 1 % as a full name, 0.6 % in small letters, 0.4 % with a space after it. */
export function rawState(code: string, random: Random): string {
  const style = random.next();
  if (style < 0.01) return stateOf(code).name;
  if (style < 0.016) return code.toLowerCase();
  return style < 0.02 ? `${code} ` : code;
}
