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

function fitOnce(flat: Float64Array, width: number, centres: Float64Array, steps: number): Fit {
  const labels = new Int32Array(flat.length / width).fill(-1);
  let inertia = 0;
  for (let step = 0; step < steps; step++) {
    const moved = assign(flat, width, centres, labels);
    inertia = moved.inertia;
    if (moved.count === 0) break;
    recentre(flat, width, centres, labels);
  }
  return { labels, centres, inertia };
}

function assign(flat: Float64Array, width: number, centres: Float64Array, labels: Int32Array) {
  let count = 0;
  let inertia = 0;
  for (let point = 0; point < labels.length; point++) {
    let label = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let centre = 0; centre < centres.length / width; centre++) {
      const d = distance(flat, point, centres, centre, width);
      if (d >= least) continue;
      label = centre;
      least = d;
    }
    if (labels[point] !== label) count++;
    labels[point] = label;
    inertia += least;
  }
  return { count, inertia };
}

/** Each centre to the mean of its points; one that has lost all its points stays where it was. */
function recentre(flat: Float64Array, width: number, centres: Float64Array, labels: Int32Array): void {
  const sums = new Float64Array(centres.length);
  const counts = new Float64Array(centres.length / width);
  for (let point = 0; point < labels.length; point++) {
    counts[labels[point]!]!++;
    for (let i = 0; i < width; i++) sums[labels[point]! * width + i]! += flat[point * width + i]!;
  }
  for (let i = 0; i < sums.length; i++) {
    const count = counts[Math.floor(i / width)]!;
    if (count > 0) centres[i] = sums[i]! / count;
  }
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
