// Names by how near they are to what somebody typed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { misspellings, namesByNearness } from "../../lib/src/customer/spelling";

describe("misspellings", () => {
  it.each([
    ["smith", "smith", 0],
    ["smiht", "smith", 1],
    ["msith", "smith", 1],
    ["smih", "smith", 1],
    ["smiith", "smith", 1],
    ["smitt", "smith", 1],
    ["jonh", "jon", 1],
    ["ca", "abc", 3], // no letter moves twice
    ["", "ada", 3],
  ])("from %j to %j: %d", (word, name, count) => expect(misspellings(word, name)).toBe(count));

  it("are as many from the name to the word, and never more than the longer has letters", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const count = misspellings(a, b);
        expect(count).toBe(misspellings(b, a));
        expect(count === 0).toBe(a === b);
        expect(count).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe("the nearest name", () => {
  const names = (...list: [string, number][]) => list.map(([search_name, likeness]) => ({ search_name, likeness }));
  it.each([
    ["has its letters, two of them swapped", "smiht", names(["smih", 97], ["smith", 95]), ["smith"]],
    ["has fewer misspellings, however alike another is", "miler", names(["milerson", 99], ["miller", 90]), ["miller"]],
    ["is the likest of those equally far", "mller", names(["muller", 94], ["miller", 96]), ["miller"]],
    ["may be two", "mller", names(["muller", 95], ["miller", 95]), ["muller", "miller"]],
    ["is none of none", "zzz", [], []],
  ])("%s", (_fact, word, list, likest) => {
    const found = namesByNearness(word, list);
    expect(found.likest).toEqual(likest);
    expect([...found.likest, ...found.similar].sort()).toEqual(list.map(({ search_name }) => search_name).sort());
  });
});
