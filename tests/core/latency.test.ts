// How long one piece of work takes, done many times.
import { expect, it } from "vitest";
import { latency } from "../../lib/src/core/latency";

it("measures all runs but the first", async () => {
  const seen: string[] = [];
  const { p50_ms, p95_ms } = await latency(["a", "b", "c"], async (thing) => seen.push(thing));
  expect(seen).toEqual(["a", "b", "c"]);
  expect(p50_ms).toBeGreaterThanOrEqual(0);
  expect(p95_ms).toBeGreaterThanOrEqual(p50_ms);
});

it("needs more than the run that is not counted", async () => {
  await expect(latency(["one"], async () => {})).rejects.toThrow("needs two runs or more, got 1");
});
