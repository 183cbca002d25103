// What a cell says about how quick a piece of work is.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pace, withoutPace } from "../../lib/src/notebook/pace";

let now = 0;
const things = ["a", "b", "c"];

beforeEach(() => {
  vi.spyOn(performance, "now").mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

/** Work that takes so many milliseconds in its first round over all things, in its second, and so on; the last stays. */
function workOf(...rounds_ms: number[]) {
  const seen: string[] = [];
  const work = async (thing: string) => {
    const round = Math.floor(seen.length / things.length);
    seen.push(thing);
    now += rounds_ms[Math.min(round, rounds_ms.length - 1)]!;
  };
  return { seen, work };
}

async function said(run: () => Promise<unknown>): Promise<unknown[]> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  log.mockClear();
  await run();
  return log.mock.calls.flat();
}

it("tells the goal when it is reached, in the same words however far; the round that warms up does not count", async () => {
  for (const quick_ms of [3, 19.9]) {
    const { seen, work } = workOf(500, quick_ms);
    expect(await said(() => pace("a profile", 20, things, work))).toEqual(["✓ a profile: 95 of 100 come within 20 ms"]);
    expect(seen).toEqual([...things, ...things]);
  }
});

it("asks again when a moment was slow, and gives what the best round took", async () => {
  const { seen, work } = workOf(500, 90, 60, 12.34);
  let measured: unknown;
  const lines = await said(async () => {
    measured = await pace("a profile", 20, things, work);
  });
  expect(lines).toEqual(["✓ a profile: 95 of 100 come within 20 ms"]);
  expect(measured).toEqual({ p50_ms: 12.4, p95_ms: 12.4 });
  expect(seen).toHaveLength(4 * things.length);
});

it("says how long it took where the goal is out of reach, and goes on", async () => {
  const { seen, work } = workOf(500, 90, 26.94, 60, 1); // the last is a round that nobody asks for
  expect(await said(() => pace("a profile", 20, things, work))).toEqual([
    "○ a profile: 95 of 100 come within 27 ms here and now; the goal is 20 ms",
  ]);
  expect(seen).toHaveLength(4 * things.length);
});

it("never says that a goal was missed by the time that it allows", async () => {
  const { work } = workOf(20);
  expect(await said(() => pace("a profile", 20, things, work))).toEqual(["✓ a profile: 95 of 100 come within 20 ms"]);
  expect(await said(() => pace("a profile", 20, things, workOf(20.01).work))).toEqual([
    "○ a profile: 95 of 100 come within 20.1 ms here and now; the goal is 20 ms",
  ]);
});

it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, "20"])("needs a goal, not %s", async (goal_ms) => {
  const work = vi.fn();
  await expect(pace("a profile", goal_ms as number, things, work)).rejects.toThrow(
    `The pace of "a profile" needs a goal in milliseconds above 0, got ${goal_ms}`,
  );
  expect(work).not.toHaveBeenCalled();
});

it("lets an error of the work through", async () => {
  await expect(pace("a profile", 20, things, () => Promise.reject(new Error("no such table")))).rejects.toThrow(
    "no such table",
  );
});

it("leaves nothing of a machine's pace in an output, and all the rest", async () => {
  const slow = workOf(500, 61.25);
  const [reached] = await said(() => pace("searches", 70, things, slow.work));
  const [missed] = await said(() => pace("searches", 50, things, slow.work));
  expect(missed).toContain("61.3 ms here and now");
  expect(withoutPace(`a\n${missed}\n${reached}\nb`)).toBe(
    "a\n✓ searches: 95 of 100 come within 50 ms\n✓ searches: 95 of 100 come within 70 ms\nb",
  );
});
