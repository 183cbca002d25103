import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../lib/src/core/random";
import { kMeans } from "../../lib/src/segment/k-means";
import { standardised } from "../../lib/src/segment/standardise";

/** Three clouds, far apart beside their width. */
function clouds(seed: number): { points: number[][]; truth: number[] } {
  const random = randomStream(seed, "clouds");
  const truth = Array.from({ length: 300 }, (_, i) => i % 3);
  const points = truth.map((cloud) => [10 * cloud + random.normal(), (cloud === 1 ? 20 : 0) + random.normal()]);
  return { points, truth };
}

describe("standardised", () => {
  it("gives every column mean 0 and deviation 1, and zeros where nothing varies", () => {
    const rows = standardised([1, 2, 3, 10].map((x) => [x, 1000 * x, 7]));
    for (const column of [0, 1]) {
      const values = rows.map((row) => row[column]!);
      expect(values.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 12);
      expect(values.reduce((sum, x) => sum + x * x, 0) / 4).toBeCloseTo(1, 12);
    }
    expect(rows.map((row) => row[2])).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ["nobody", [], "got none"],
    ["rows of different length", [[1, 2], [1]], "got [1] in row 1"],
    ["what is no number", [[1], [Number.NaN]], "in row 1"],
  ])("refuses %s", (_what, points, message) => expect(() => standardised(points)).toThrow(message));
});

describe("kMeans", () => {
  it.each([1, 2, 3])("finds clouds that lie apart, with seed %d", (seed) => {
    const { points, truth } = clouds(seed);
    const { labels, centres } = kMeans(points, { k: 3, seed });
    expect(labels).toEqual(truth); // groups are numbered from left to right, as the clouds are
    expect(centres.map((centre) => Math.abs(Math.round(centre[0]! / 10)))).toEqual([0, 1, 2]);
  });

  it("keeps the tightest of its starts", () => {
    const random = randomStream(5, "points");
    const points = Array.from({ length: 200 }, () => [random.normal(), random.normal()]);
    const inertias = [1, 2, 3, 4, 5, 6].map((seed) =>
      [1, 4].map((starts) => kMeans(points, { k: 6, seed, starts }).inertia),
    );
    for (const [one, four] of inertias) expect(four).toBeLessThanOrEqual(one!);
    expect(inertias.some(([one, four]) => four! < one!)).toBe(true);
  });

  it("gives the same groups for the same seed", () => {
    const { points } = clouds(7);
    expect(kMeans(points, { k: 5, seed: 3 })).toEqual(kMeans(points, { k: 5, seed: 3 }));
  });

  it("puts every point with its nearest centre, whatever the points", () => {
    const anyPoints = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 6,
      maxLength: 40,
    });
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 1, max: 6 }), (points, k) => {
        const { labels, centres, inertia } = kMeans(points, { k, seed: 1 });
        const to = (point: readonly number[], i: number) =>
          (point[0]! - centres[i]![0]!) ** 2 + (point[1]! - centres[i]![1]!) ** 2;
        const nearest = points.map((point) => Math.min(...centres.map((_, i) => to(point, i))));
        expect(labels).toHaveLength(points.length);
        points.forEach((point, i) => {
          expect(to(point, labels[i]!)).toBeCloseTo(nearest[i]!, 6);
        });
        expect(inertia).toBeCloseTo(
          nearest.reduce((sum, d) => sum + d, 0),
          6,
        );
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it("leaves groups empty rather than fail when all points are one", () => {
    expect(kMeans([[1], [1], [1]], { k: 2, seed: 1 }).inertia).toBe(0);
  });

  it.each([0, 4, 1.5, Number.NaN])("refuses k = %d for three points", (k) =>
    expect(() => kMeans([[1], [2], [3]], { k, seed: 1 })).toThrow(
      `kMeans needs k as a whole number from 1 to 3, got ${k}`,
    ),
  );
});
