// Logistic regression: the baseline.
import { describe, expect, it } from "vitest";
import { logisticMargins, logisticProbabilities, trainLogistic } from "../../lib/src/churn/logistic";
import { auc } from "../../lib/src/churn/ranking-metrics";
import { category, drawnFrame, frame, numeric } from "./small-frames";

describe("logistic regression", () => {
  it("of one yes-or-no column: the log odds of its two groups", () => {
    const x = [0, 0, 0, 0, 1, 1, 1, 1];
    const train = frame([numeric("x", x)], [1, 0, 0, 0, 1, 1, 1, 0]);
    const [low, high] = logisticProbabilities(trainLogistic(train, { l2: 1e-9 }), frame([numeric("x", [0, 1])]));
    expect(low).toBeCloseTo(0.25, 6);
    expect(high).toBeCloseTo(0.75, 6);
  });

  it("finds what matters, and what a missing value and a category mean", () => {
    const model = trainLogistic(drawnFrame(6000, 1));
    const test = drawnFrame(3000, 2);
    expect(auc({ scores: logisticMargins(model, test), labels: test.labels! })).toBeGreaterThan(0.8);
    const weight = (feature: string, is: string, level?: string) =>
      model.terms.find((term) => term.feature === feature && term.is === is && term.level === level)!.weight;
    expect(weight("recency_days", "value")).toBeGreaterThan(1);
    expect(weight("spend_30", "missing")).toBeGreaterThan(0.5);
    expect(weight("card_type", "level", "Standard")).toBeGreaterThan(weight("card_type", "level", "Premium") + 0.5);
    expect(Math.abs(weight("noise", "value"))).toBeLessThan(0.15);
  });

  it("is the same on other units, and stays finite when one column separates the labels", () => {
    const x = [1, 2, 3, 4, 5, 6];
    const one = frame([numeric("x", x)], [0, 0, 0, 1, 1, 1]);
    const cents = frame(
      [
        numeric(
          "x",
          x.map((value) => 100 * value + 7),
        ),
      ],
      [0, 0, 0, 1, 1, 1],
    );
    const margins = [...logisticMargins(trainLogistic(one), one)];
    expect([...logisticMargins(trainLogistic(cents), cents)]).toEqual(
      margins.map((margin) => expect.closeTo(margin, 8)),
    );
    expect(Math.max(...margins.map(Math.abs))).toBeLessThan(10);
  });

  it("takes constants and columns without a value as nothing, an unseen category as none of the known", () => {
    const train = frame(
      [
        numeric("same", [5, 5, 5, 5]),
        numeric("nothing", new Array(4).fill(Number.NaN)),
        category("card", ["a", "b", "b", null]),
      ],
      [1, 0, 0, 1],
    );
    const model = trainLogistic(train);
    expect(model.terms.map(({ feature }) => feature)).toEqual(["card", "card"]);
    const odd = frame([numeric("same", [1]), numeric("nothing", [3]), category("card", ["z"])]);
    expect(logisticMargins(model, odd)[0]).toBe(model.intercept);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it("two columns that say the same share the weight", () => {
    const x = Array.from({ length: 40 }, (_, i) => i % 7);
    const y = x.map((value, i) => (value + (i % 3) > 4 ? 1 : 0));
    const { terms } = trainLogistic(frame([numeric("x", x), numeric("again", x)], y));
    expect(terms[0]!.weight).toBeCloseTo(terms[1]!.weight, 8);
  });

  it("refuses one label only, no penalty, and another kind of column", () => {
    const train = frame([numeric("x", [1, 2, 3])], [0, 1, 0]);
    expect(() => trainLogistic(frame([numeric("x", [1])], [1]))).toThrow("trainLogistic needs customers that churned");
    expect(() => trainLogistic(train, { l2: 0 })).toThrow("l2 above 0, got 0");
    expect(() => logisticMargins(trainLogistic(train), frame([category("x", ["a"])]))).toThrow("x as another kind");
  });
});
