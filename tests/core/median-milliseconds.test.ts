// The median time of a piece of work.
import { expect, it } from "vitest";
import { medianMilliseconds } from "../../lib/src/core/median-milliseconds";

it("is the middle of so many tries: a slow one among quick ones does not count", async () => {
  let tries = 0;
  const work = () => new Promise((done) => setTimeout(done, tries++ === 0 ? 400 : 1));
  expect(await medianMilliseconds(work, 5)).toBeLessThan(300);
  expect(tries).toBe(5);
});
