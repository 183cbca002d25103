// How long one piece of work takes, done many times.
import { InvalidInputError } from "./errors";

/** How long runs of a piece of work take, in milliseconds: half of them stay under the first, 95 of 100 under the second. */
export interface Latency {
  readonly p50_ms: number;
  readonly p95_ms: number;
}

/**
 * How long a piece of work takes. The first run warms up and is not counted.
 *
 * @param things each is worked on once, one after another
 * @throws InvalidInputError when there are less than two
 */
export async function latency<Thing>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<unknown>,
): Promise<Latency> {
  const [first, ...rest] = things;
  if (first === undefined || rest.length === 0)
    throw new InvalidInputError(`A latency needs two runs or more, got ${things.length}`);
  await work(first);
  const times: number[] = [];
  for (const thing of rest) {
    const start = performance.now();
    await work(thing);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const under = (share: number) => times[Math.ceil(share * times.length) - 1]!;
  return { p50_ms: under(0.5), p95_ms: under(0.95) };
}
