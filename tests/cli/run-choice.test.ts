// Which notebooks a run takes and at which size, for every state a folder can be in.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { chosenNotebooks, settingsOf } from "../../lib/src/cli/run-choice";
import { InvalidInputError } from "../../lib/src/core/errors";
import { defaultSettings, writeSettings } from "../../lib/src/pipeline/settings";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
beforeEach(() => rmSync(join(home.path, "settings.json"), { force: true }));

describe("the size of a run", () => {
  it.each([
    ["a run from the start makes the usual books", {}, { customers: 50_000, seed: 42 }],
    ["a size and a seed that are asked for count", { customers: 300, seed: 5 }, { customers: 300, seed: 5 }],
    ["a size alone goes with the usual seed", { customers: 300 }, { customers: 300, seed: 42 }],
    ["one notebook goes on with what is there", { only: "05" }, { customers: 1000, seed: 7 }],
    ["so does the rest from one on", { from: "04" }, { customers: 1000, seed: 7 }],
    ["unless another size is asked for", { from: "04", customers: 300 }, { customers: 300, seed: 7 }],
  ])("after a run of 1,000 with seed 7, %s", (_rule, choice, expected) => {
    writeSettings({ customers: 1000, seed: 7 });
    expect(settingsOf(choice)).toEqual({ ...expected, books: "generated" });
  });

  it("cannot be chosen while books from a folder are loaded", () => {
    writeSettings({ books: "loaded" });
    expect(settingsOf({}).books).toBe("loaded");
    expect(() => settingsOf({ customers: 1000 })).toThrow(/got --customers 1000; npx c360 reset leads back/);
  });

  it("is not asked while a load is half done", () => {
    writeSettings({ books: "loading" });
    expect(() => settingsOf({})).toThrow(InvalidInputError);
    expect(() => settingsOf({})).toThrow(/a c360 load that was cut off; run it again/);
  });
});

describe("the notebooks of a run", () => {
  const loaded = { ...defaultSettings, books: "loaded" } as const;
  const numbers = (names: readonly string[]) => names.map((name) => name.slice(0, 2));

  it("leave out those about generated books when others are loaded", () => {
    expect(numbers(chosenNotebooks({}, loaded))).toEqual(
      numbers(chosenNotebooks({}, defaultSettings)).filter((number) => number !== "02" && number !== "03"),
    );
    expect(() => chosenNotebooks({ only: "02" }, loaded)).toThrow(
      /needs generated books for --only 02, got books loaded from a folder; npx c360 reset/,
    );
  });
});
