// Personas: shares that hold at any size, and a shuffle that loses nobody.
import { describe, expect, it } from "vitest";
import { PERSONA_PERMILLE, PERSONAS, personaOf, personaPlace, shuffledRank } from "../../lib/src/generate/persona";

describe("personaOf", () => {
  it("deals shares that add up to everybody", () => {
    expect(PERSONAS.reduce((sum, persona) => sum + PERSONA_PERMILLE[persona], 0)).toBe(1000);
  });

  it.each([
    ["a thousand people", 1000, 42],
    ["an odd number of people", 4177, 42],
    ["another seed", 5000, 7],
  ])("keeps every share to the nearest person: %s", (_case, customers, seed) => {
    const counts = new Map<string, number>();
    for (let person_id = 1; person_id <= customers; person_id++) {
      const persona = personaOf(person_id, customers, seed);
      counts.set(persona, (counts.get(persona) ?? 0) + 1);
    }
    for (const persona of PERSONAS) {
      expect(Math.abs(counts.get(persona)! - (PERSONA_PERMILLE[persona] * customers) / 1000)).toBeLessThanOrEqual(1);
    }
  });

  it("spreads places evenly inside a persona", () => {
    const places = Array.from({ length: 2000 }, (_, i) => personaPlace(i + 1, 2000, 42))
      .filter(({ persona }) => persona === "stable")
      .map(({ place }) => place)
      .sort((a, b) => a - b);
    for (const [i, place] of places.entries()) {
      expect(Math.abs(place - (i + 0.5) / places.length)).toBeLessThan(0.002);
    }
  });

  it("gives neighbours nothing in common", () => {
    const same = Array.from(
      { length: 3000 },
      (_, i) => personaOf(i + 1, 3001, 42) === personaOf(i + 2, 3001, 42),
    ).filter(Boolean).length;
    const byChance = PERSONAS.reduce((sum, persona) => sum + (PERSONA_PERMILLE[persona] / 1000) ** 2, 0);
    expect(same / 3000).toBeGreaterThan(byChance - 0.04);
    expect(same / 3000).toBeLessThan(byChance + 0.04);
  });
});

describe("shuffledRank", () => {
  it.each([1, 2, 5, 64, 1000])("is a shuffle of %d", (count) => {
    const ranks = Array.from({ length: count }, (_, i) => shuffledRank(i, count, 42)).sort((a, b) => a - b);
    expect(ranks).toEqual(Array.from({ length: count }, (_, i) => i));
  });
});
