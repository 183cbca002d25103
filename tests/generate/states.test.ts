import { describe, expect, it } from "vitest";
import { population, regionCodes, stateOf, states } from "../../lib/src/generate/states";

describe("the states", () => {
  it("are fifty and the District of Columbia, 340,110,988 residents by NST-EST2024", () => {
    expect(states).toHaveLength(51);
    expect(new Set(states.map(({ code }) => code)).size).toBe(51);
    expect(population).toBe(340_110_988);
  });

  it.each([
    ["CA", 0.116],
    ["TX", 0.092],
    ["WY", 0.0017],
  ])("%s holds its share of the residents", (code, share) => {
    expect(stateOf(code).population / population).toBeCloseTo(share, 3);
  });

  it("share no area code and no ZIP area", () => {
    const codes = states.flatMap(({ area_codes }) => area_codes);
    expect(codes.filter((code) => !/^[2-9]\d\d$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    const areas = states.flatMap(({ zip_areas: [first, last] }) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i),
    );
    expect(new Set(areas).size).toBe(areas.length);
    expect(Math.min(...areas)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...areas)).toBe(999);
  });

  it("border one another in the acquired region", () => {
    const borders = ["OH-MI", "OH-IN", "OH-PA", "OH-KY", "OH-WV"]; // each of the five touches Ohio
    const touched = new Set(borders.flatMap((border) => border.split("-")));
    expect([...touched].sort()).toEqual([...regionCodes].sort());
  });
});
