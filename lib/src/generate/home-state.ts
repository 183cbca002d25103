// Which books know a person, and the state they live in: the legacy book nationwide, the acquired one regional.
import type { Book } from "./person";
import { population, regionCodes, states } from "./states";
import { placeIn } from "./strata";

/** Part of all people who are in both books (the target is 6 to 8 %), and in the acquired book alone. Judgement. */
const BOTH_SHARE = 0.07;
const ACQUIRED_ONLY_SHARE = 0.25;
/** Part of the acquired book that lives in its region; reference band 75 to 85 %. */
const REGION_SHARE = 0.8;
/** Part of the people who are new, all of them in the legacy book: the acquired one opens no accounts after migration. */
const NEW_SHARE = 0.13;

/** The books that know a person who is not new. */
export function bookAt(draw: number): Book {
  const [book] = placeIn<Book>(
    [
      ["both", BOTH_SHARE],
      ["acquired", ACQUIRED_ONLY_SHARE],
      ["legacy", 1 - BOTH_SHARE - ACQUIRED_ONLY_SHARE - NEW_SHARE],
    ],
    draw,
  );
  return book;
}

const inRegion = states.filter((state) => regionCodes.has(state.code));
const outside = states.filter((state) => !regionCodes.has(state.code));
const residents = (some: typeof states) => some.map((state) => [state.code, state.population] as const);
const weights = { inside: residents(inRegion), outside: residents(outside) };

/**
 * The home state. Whoever the acquired book knows lives in its region four times out of five. People in both books
 * tilt the legacy book to the region too, so those it has alone live there less often: together they follow the Census.
 */
export function stateAt(draw: number, book: Book): string {
  const censusShare = inRegion.reduce((sum, state) => sum + state.population, 0) / population;
  const legacyShare = 1 - ACQUIRED_ONLY_SHARE;
  const aloneShare = (legacyShare * censusShare - BOTH_SHARE * REGION_SHARE) / (legacyShare - BOTH_SHARE);
  const [place, rest] = placeIn<"inside" | "outside">(
    book === "legacy"
      ? [
          ["inside", aloneShare],
          ["outside", 1 - aloneShare],
        ]
      : [
          ["inside", REGION_SHARE],
          ["outside", 1 - REGION_SHARE],
        ],
    draw,
  );
  return placeIn(weights[place], rest)[0];
}
