// The generator's mixing function and what is drawn with it, computed apart from SQL, with whole numbers of any size.
const PRIME = 2_147_483_647n;

/** x to the fifth power modulo 2^31 - 1. */
export function mixOf(x: number): number {
  return Number(BigInt(x) ** 5n % PRIME);
}

/** The pseudo-random number of a key for one purpose. */
export function drawOf(key: number, salt: number): number {
  return mixOf(Number((BigInt(key) + BigInt(salt) * 1_013_904_223n) % PRIME));
}

/** The key of a person, from which everything is drawn that all accounts of the person share. */
export function personKey(person_id: number, seed: number): number {
  return drawOf(drawOf(person_id, 12), seed);
}

/** The key of an account; accounts have even numbers in the bank's own book and odd ones in the acquired book. */
export function accountKey(account_no: number, seed: number): number {
  return drawOf(drawOf(account_no, 11), seed);
}
