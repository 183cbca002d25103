// The generator's mixing function computed apart from SQL, with whole numbers of any size.
const PRIME = 2_147_483_647n;

/** x to the fifth power modulo 2^31 - 1. */
export function mixOf(x: number): number {
  return Number(BigInt(x) ** 5n % PRIME);
}
