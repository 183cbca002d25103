// How long something takes, told by the middle of many tries: one slow moment of the machine does not decide.

/**
 * The median time of a piece of work in milliseconds. Timings differ from run to run: hold them against a bound, and
 * keep them out of what is shown.
 *
 * @param times how often to do it, an odd number of tries
 */
export async function medianMilliseconds(work: () => Promise<unknown>, times = 21): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}
