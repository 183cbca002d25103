// Work in another thread: the same result, the same refusal.
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { auc } from "../../lib/src/churn/ranking-metrics";
import { beside } from "../../lib/src/core/beside";
import { InvalidInputError } from "../../lib/src/core/errors";

const ranking = "churn/ranking-metrics";

describe("a function in another thread", () => {
  it("gives what it gives here", async () => {
    const scored = { scores: Float64Array.of(0.9, 0.4, 0.4, 0.1), labels: Uint8Array.of(1, 1, 0, 0) };
    expect(await beside(ranking, "auc", [scored])).toBe(auc(scored));
  });

  it("two at once each give their own", async () => {
    const first = { scores: [2, 1], labels: [1, 0] };
    const last = { scores: [2, 1], labels: [0, 1] };
    expect(await Promise.all([beside(ranking, "auc", [first]), beside(ranking, "auc", [last])])).toEqual([1, 0]);
  });

  it("refuses bad input as it does here", async () => {
    const refused = beside(ranking, "auc", [{ scores: [1], labels: [1] }]);
    await expect(refused).rejects.toBeInstanceOf(InvalidInputError);
    await expect(refused).rejects.toThrow("auc needs customers that churned and customers that stayed, got 1 and 0");
  });

  it("may be awaited long after it was refused", async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown) => unheard.push(reason);
    process.on("unhandledRejection", listen);
    const refused = beside(ranking, "auc", [{ scores: [1], labels: [1] }]);
    await beside(ranking, "auc", [{ scores: [2, 1], labels: [1, 0] }]);
    await sleep(50);
    process.off("unhandledRejection", listen);
    expect(unheard).toEqual([]);
    await expect(refused).rejects.toBeInstanceOf(InvalidInputError);
  });

  it.each([
    ["a function that is not there", ranking, "no_such_function", "is not a function"],
    ["a module that is not there", "churn/no_such_module", "auc", "Cannot find module"],
  ])("fails for %s", async (_what, module, name, message) => {
    await expect(beside(module, name, [])).rejects.toThrow(message);
  });
});
