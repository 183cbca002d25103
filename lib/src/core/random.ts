// Seeded random numbers. Time and chance are arguments: the same seed gives the same draws on every machine.

/** A stream of draws; each call moves it on. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number in [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the options, by weight. */
  weighted<T>(options: readonly (readonly [T, number])[]): T;
  /** One of the options, each as likely. */
  pick<T>(options: readonly T[]): T;
}

/** Seeds go from 0 to here, in every command. */
export const LARGEST_SEED = 2_147_483_646;

/**
 * A random stream for one purpose: the same `seed` and `salt` give the same draws; other salts are independent,
 * so that a new draw in one place moves nothing elsewhere.
 *
 * @see Bob Jenkins' small noncryptographic generator (sfc32), public domain
 * @example
 * randomStream(42, "age").next() === randomStream(42, "age").next(); // => true
 */
export function randomStream(seed: number, salt: string): Random {
  const next = sfc32(hash32(salt, seed >>> 0), hash32(salt, 0x9e3779b9), seed >>> 0, 1);
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  const weighted = <T>(options: readonly (readonly [T, number])[]): T => {
    let left = next() * options.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [option, weight] of options) {
      left -= weight;
      if (left < 0) return option;
    }
    return options[options.length - 1]![0];
  };
  return {
    next,
    weighted,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
    pick: (options) => options[Math.floor(next() * options.length)]!,
  };
}

function sfc32(a: number, b: number, c: number, counter: number): () => number {
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}

function hash32(text: string, start: number): number {
  let hash = start ^ 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
