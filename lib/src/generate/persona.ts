// Personas: the four ways of using a card that the generator knows. Hidden truth, never written into a feed.
// Nobody is born to decline: people of every persona fade, each in its own time.

export type Persona = "high_value_traveler" | "new_growing" | "budget" | "stable";

/**
 * Parts of the people, per thousand. Chosen so that the segments found in the data, by rule and from behaviour alone,
 * land inside the bands a card issuer would expect; some people of each persona have faded by the last day, so these
 * are not the segment shares themselves.
 */
export const PERSONA_PERMILLE: Readonly<Record<Persona, number>> = {
  high_value_traveler: 160,
  new_growing: 130,
  budget: 294,
  stable: 416,
};

/** The personas in the order of their codes. */
export const PERSONAS = Object.keys(PERSONA_PERMILLE) as Persona[];

/** Who somebody is: the persona, and their place among its people, evenly spread in (0, 1). */
export interface PersonaPlace {
  readonly persona: Persona;
  readonly place: number;
}

/**
 * The persona of a person. People are dealt out like a shuffled deck, so the shares hold at any number of customers,
 * to the nearest person.
 *
 * @param person_id 1..customers
 * @param customers how many people there are in all
 * @example
 * personaOf(7, 1000, 42) === personaOf(7, 1000, 42); // => true
 */
export function personaOf(person_id: number, customers: number, seed: number): Persona {
  return personaPlace(person_id, customers, seed).persona;
}

/** As `personaOf`, with the person's place inside the persona. */
export function personaPlace(person_id: number, customers: number, seed: number): PersonaPlace {
  let permille = (1000 * (shuffledRank(person_id - 1, customers, seed) + 0.5)) / customers;
  for (const persona of PERSONAS) {
    const share = PERSONA_PERMILLE[persona];
    if (permille < share) return { persona, place: permille / share };
    permille -= share;
  }
  return { persona: "stable", place: 0.999 };
}

/**
 * A seeded shuffle of 0..count-1, one element at a time: a Feistel network over the next power of four, walked until
 * the answer falls inside.
 *
 * @returns where `index` stands after the shuffle; every rank is given exactly once
 * @example
 * [0, 1, 2, 3, 4].map((i) => shuffledRank(i, 5, 42)).sort().join(""); // => "01234"
 */
export function shuffledRank(index: number, count: number, key: number): number {
  let half = 1;
  while (4 ** half < count) half++;
  const mask = (1 << half) - 1;
  let rank = index;
  do {
    let left = rank >>> half;
    let right = rank & mask;
    for (let round = 0; round < 4; round++) {
      const next = left ^ (scramble(right, key, round) & mask);
      left = right;
      right = next;
    }
    rank = left * 2 ** half + right;
  } while (rank >= count);
  return rank;
}

function scramble(value: number, key: number, round: number): number {
  let x = Math.imul(value + 1, 0x9e3779b1) ^ Math.imul(key + 0x7f4a7c15, 0x85ebca6b) ^ Math.imul(round + 1, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return (x ^ (x >>> 15)) >>> 0;
}
