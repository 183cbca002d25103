import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeIn, strataFrom } from "../../lib/src/generate/strata";

describe("strata", () => {
  const start = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("give a share of any thousand people in a row within eight people", () => {
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (offset, first, part) => {
          const strata = strataFrom(() => offset);
          for (const purpose of ["book", "state", "age", "employment", "card_type"] as const) {
            const hits = Array.from({ length: 1_000 }, (_, i) => strata(first + i, purpose)).filter(
              (draw) => draw < part,
            );
            expect(Math.abs(hits.length - 1_000 * part)).toBeLessThan(8);
          }
        },
      ),
    );
  });

  it("stay in [0, 1) and move with their start", () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 2_000_000 }), (offset, person_id) => {
        const draw = strataFrom(() => offset)(person_id, "age");
        expect(draw >= 0 && draw < 1).toBe(true);
      }),
    );
    expect(strataFrom(() => 0.5)(1, "age")).not.toBe(strataFrom(() => 0)(1, "age"));
  });
});

describe("placeIn", () => {
  const options = [
    ["a", 1],
    ["b", 0],
    ["c", 3],
  ] as const;
  it.each([
    ["the start of the first", 0, "a", 0],
    ["the middle of the first", 0.125, "a", 0.5],
    ["the border belongs to the next; nothing to an entry without weight", 0.25, "c", 0],
    ["two thirds into the last", 0.75, "c", 2 / 3],
  ])("%s", (_fact, draw, entry, place) => {
    const [found, rest] = placeIn(options, draw);
    expect(found).toBe(entry);
    expect(rest).toBeCloseTo(place, 12);
  });
});
