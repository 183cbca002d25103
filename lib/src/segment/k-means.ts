// K-means: groups that the data suggests, seeded so that the same points fall into the same groups.
import { InvalidInputError } from "../core/errors";
import { type Random, randomStream } from "../core/random";
import { needPoints } from "./standardise";

export interface KMeansOptions {
  /** Number of groups. */
  readonly k: number;
  readonly seed: number;
  /** Starts from other centres; the tightest result counts. 4 when left out. */
  readonly starts?: number;
  /** Steps of one start at most; it ends sooner once no point moves. 50 when left out. */
  readonly steps?: number;
}

export interface Clusters {
  /** The group of each point, 0 to k - 1, in the order of the points; group 0 has the smallest first coordinate. */
  readonly labels: readonly number[];
  readonly centres: readonly (readonly number[])[];
  /** Sum of squared distances of the points to their centres; smaller is tighter. */
  readonly inertia: number;
}

/**
 * Groups points around k centres, each point with the nearest. Centres start far apart (k-means++), and several starts
 * guard against a poor one.
 *
 * @param points rows of numbers on one footing, see `standardised`; left as they were
 * @throws InvalidInputError when k is not a whole number from 1 to the number of points
 * @see Arthur & Vassilvitskii, "k-means++: the advantages of careful seeding", 2007
 * @example
 * kMeans([[0], [9], [0.2], [9.1]], { k: 2, seed: 1 }).labels; // => [0, 1, 0, 1]
 */
export function kMeans(points: readonly (readonly number[])[], options: KMeansOptions): Clusters {
  const { k, seed, starts = 4, steps = 50 } = options;
  needPoints(points);
  if (!Number.isInteger(k) || k < 1 || k > points.length) {
    throw new InvalidInputError(`kMeans needs k as a whole number from 1 to ${points.length}, got ${k}`);
  }
  const width = points[0]!.length;
  const flat = Float64Array.from(points.flat());
  let best: Fit | undefined;
  for (let start = 0; start < starts; start++) {
    const fit = fitOnce(flat, width, firstCentres(flat, width, k, randomStream(seed, `k-means ${start}`)), steps);
    if (!best || fit.inertia < best.inertia) best = fit;
  }
  return inOrder(best!, width);
}

interface Fit {
  readonly labels: Int32Array;
  readonly centres: Float64Array;
  readonly inertia: number;
}

/** The first centre is any point; each further one is drawn by its squared distance to the nearest centre so far. */
function firstCentres(flat: Float64Array, width: number, k: number, random: Random): Float64Array {
  const count = flat.length / width;
  const centres = new Float64Array(k * width);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let chosen = random.integer(0, count - 1);
  for (let centre = 0; centre < k; centre++) {
    centres.set(flat.subarray(chosen * width, (chosen + 1) * width), centre * width);
    let total = 0;
    for (let point = 0; point < count; point++) {
      nearest[point] = Math.min(nearest[point]!, distance(flat, point, centres, centre, width));
      total += nearest[point]!;
    }
    let left = random.next() * total;
    chosen = 0;
    while (chosen < count - 1 && left >= nearest[chosen]!) left -= nearest[chosen++]!;
  }
  return centres;
}

/**
 * A point whose centre is nearer than any other can have come since, by the triangle inequality, is not looked at: the
 * same groups for a fraction of the distances.
 *
 * @see Hamerly, "Making k-means even faster", 2010
 */
function fitOnce(flat: Float64Array, width: number, centres: Float64Array, steps: number): Fit {
  const count = flat.length / width;
  const labels = new Int32Array(count).fill(-1);
  const own = new Float64Array(count).fill(Number.POSITIVE_INFINITY); // at most so far from the own centre
  const others = new Float64Array(count); // and at least so far from every other
  for (let step = 0; step < steps; step++) {
    let moved = 0;
    for (let point = 0; point < count; point++) {
      if (own[point]! < others[point]!) continue;
      const before = labels[point]!;
      findNearest(flat, width, centres, point, labels, own, others);
      if (labels[point] !== before) moved++;
    }
    if (moved === 0) break;
    const shifts = recentre(flat, width, centres, labels);
    const farthest = Math.max(...shifts);
    for (let point = 0; point < count; point++) {
      own[point]! += shifts[labels[point]!]!;
      others[point]! -= farthest;
    }
  }
  let inertia = 0;
  for (let point = 0; point < count; point++) inertia += distance(flat, point, centres, labels[point]!, width);
  return { labels, centres, inertia };
}

/** The nearest centre of a point, its distance and that of the second nearest. */
function findNearest(
  flat: Float64Array,
  width: number,
  centres: Float64Array,
  point: number,
  labels: Int32Array,
  own: Float64Array,
  others: Float64Array,
): void {
  let label = 0;
  let least = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (let centre = 0; centre < centres.length / width; centre++) {
    const d = distance(flat, point, centres, centre, width);
    if (d < least) {
      second = least;
      least = d;
      label = centre;
    } else if (d < second) second = d;
  }
  labels[point] = label;
  own[point] = Math.sqrt(least);
  others[point] = Math.sqrt(second);
}

/** Each centre to the mean of its points; one that has lost all its points stays where it was. Answers how far each went. */
function recentre(flat: Float64Array, width: number, centres: Float64Array, labels: Int32Array): Float64Array {
  const sums = new Float64Array(centres.length);
  const counts = new Float64Array(centres.length / width);
  for (let point = 0; point < labels.length; point++) {
    counts[labels[point]!]!++;
    for (let i = 0; i < width; i++) sums[labels[point]! * width + i]! += flat[point * width + i]!;
  }
  for (let i = 0; i < sums.length; i++) {
    const count = counts[Math.floor(i / width)]!;
    sums[i] = count > 0 ? sums[i]! / count : centres[i]!;
  }
  const shifts = Float64Array.from(counts, (_, centre) => Math.sqrt(distance(sums, centre, centres, centre, width)));
  centres.set(sums);
  return shifts;
}

function distance(flat: Float64Array, point: number, centres: Float64Array, centre: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (flat[point * width + i]! - centres[centre * width + i]!) ** 2;
  return sum;
}

/** Groups numbered by their first coordinate, so that numbers mean the same for every seed. */
function inOrder({ labels, centres, inertia }: Fit, width: number): Clusters {
  const rows = Array.from({ length: centres.length / width }, (_, i) => [
    ...centres.subarray(i * width, (i + 1) * width),
  ]);
  const order = rows.map((_, i) => i).sort((a, b) => rows[a]![0]! - rows[b]![0]! || a - b);
  const rank = new Map(order.map((old, rank) => [old, rank]));
  return { labels: Array.from(labels, (label) => rank.get(label)!), centres: order.map((old) => rows[old]!), inertia };
}
