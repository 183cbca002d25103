// Bins: where a value is counted, however its column is spread.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binned, cutsOf, MISSING_BIN } from "../../lib/src/churn/bins";
import { numeric } from "./small-frames";

/** Numbers of every size, many of them equal, some missing. */
const anyColumn = fc.array(
  fc.oneof(
    fc.constantFrom(0, 1, 2, 3, Number.NaN),
    fc.integer({ min: -50, max: 50 }),
    fc.double({ min: 0, max: 1e6, noNaN: true }),
    fc.constantFrom(-Number.MAX_VALUE, Number.MAX_VALUE, 1e308, -1e308, 5e-324, -0),
  ),
  { minLength: 1, maxLength: 300 },
);

describe("the bin of a value", () => {
  it("is the first one that reaches up to it, of values seen and unseen", () => {
    fc.assert(
      fc.property(anyColumn, anyColumn, fc.integer({ min: 2, max: 255 }), (seen, asked, bins) => {
        const cuts = cutsOf(numeric("x", seen), bins);
        if (cuts.kind !== "numeric") throw new Error("a numeric column has numeric cuts");
        const expected = asked.map((value) =>
          Number.isNaN(value) ? MISSING_BIN : 1 + cuts.at_most.findIndex((cut) => value <= cut),
        );
        expect([...binned(numeric("x", asked), cuts)]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("is a number's own when there are few numbers", () => {
    const counts = numeric("x", [3, 1, 2, 1, Number.NaN, 3]);
    expect([...binned(counts, cutsOf(counts, 255))]).toEqual([3, 1, 2, 1, MISSING_BIN, 3]);
  });

  it("is the last one for what lies above all cuts", () => {
    const cuts = cutsOf(numeric("x", [1, 2, 3]), 255);
    expect([...binned(numeric("x", [1e300, Infinity]), cuts)]).toEqual([3, 3]);
  });
});
