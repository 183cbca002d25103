// What functions are told besides their rows, and the one line for whoever tells them something else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../../lib/src/core/errors";
import { needList, needOptions, needWhole, needWords, shown } from "../../lib/src/core/options";

const words = (call: () => void): string => {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
  return "fine";
};

describe("options", () => {
  it.each<[unknown, string]>([
    [{}, "fine"],
    [{ seed: undefined, size: 3 }, "fine"],
    [{ sede: 3 }, 'grow has no option "sede"; it has seed, size'],
    [null, "grow needs its options as { seed: ... }, got null"],
    ["seed", 'grow needs its options as { seed: ... }, got "seed"'],
    [[3], "grow needs its options as { seed: ... }, got a list"],
    [new Date(0), "grow needs its options as { seed: ... }, got a Date"],
  ])("%j: %s", (options, line) => expect(words(() => needOptions("grow", options, ["seed", "size"]))).toBe(line));
});

describe("lists", () => {
  it.each<[unknown, string]>([
    [[], "fine"],
    [["oak", "elm"], "fine"],
    [["oak", "Elm"], 'grow needs trees that there are, got "Elm"; take some of oak, elm'],
    [[undefined], "grow needs trees that there are, got undefined; take some of oak, elm"],
    ["oak", 'grow needs a list as trees, got "oak"; write ["oak"]'],
    [null, 'grow needs a list as trees, got null; write ["..."]'],
  ])("%j: %s", (trees, line) => expect(words(() => needWords("grow", "trees", trees, ["oak", "elm"]))).toBe(line));

  it("may hold anything where there are no words to choose from", () =>
    expect(words(() => needList("grow", "trees", [undefined]))).toBe("fine"));
});

describe("whole numbers", () => {
  it.each([0, 7, 1000])("may be %d", (count) =>
    expect(words(() => needWhole("grow", "trees", count, 0, 1000))).toBe("fine"),
  );

  it.each<[unknown, string]>([
    [-1, "-1"],
    [1001, "1001"],
    [2.5, "2.5"],
    [Number.NaN, "NaN"],
    [undefined, "undefined"],
    ["7", '"7"'],
  ])("may not be %s", (count, got) =>
    expect(words(() => needWhole("grow", "trees", count, 0, 1000))).toBe(
      `grow needs a whole number of trees from 0 to 1,000, got ${got}`,
    ),
  );
});

it("shows any value in a line of its own", () =>
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (value) => {
      expect(shown(value)).toMatch(/^[^\n]{1,400}$/);
    }),
  ));
