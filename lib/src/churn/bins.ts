// Values as small whole numbers: at most 255 bins per feature, so that a tree counts instead of sorting.
import type { FeatureColumn } from "./frame";

/** The bin of missing values and unseen categories; the values' bins follow. */
export const MISSING_BIN = 0;

/** How a feature is cut, learned from the training rows. */
export type Cuts =
  | { readonly kind: "numeric"; readonly at_most: Float64Array; readonly median: number | null }
  | { readonly kind: "category"; readonly levels: readonly string[] };

/** Most levels of a category; rarer ones count as missing. */
const MOST_LEVELS = 254;

/** Rows looked at for the cuts of a number: of more, every second, third ... one. */
const MOST_SORTED = 50_000;

/** How many bins a feature has, the missing one included. */
export function binCount(cuts: Cuts): number {
  return 1 + (cuts.kind === "numeric" ? cuts.at_most.length : cuts.levels.length);
}

/** Cuts for a column: equally filled bins for numbers (a bin each when few), the levels for a category. */
export function cutsOf(column: FeatureColumn, bins: number): Cuts {
  if (column.kind === "category") return { kind: "category", levels: levelsOf(column.values) };
  const step = Math.ceil(column.values.length / MOST_SORTED);
  const sorted = everyNth(column.values, step).sort();
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return {
    kind: "numeric",
    at_most: quantileCuts(sorted, bins - 1),
    median: sorted.length === 0 ? null : Number(median.toPrecision(9)),
  };
}

/** One value in `step`, without the missing ones. */
function everyNth(values: Float64Array, step: number): Float64Array {
  const kept = new Float64Array(Math.ceil(values.length / step));
  let count = 0;
  for (let row = 0; row < values.length; row += step) {
    const value = values[row]!;
    if (!Number.isNaN(value)) kept[count++] = value;
  }
  return kept.subarray(0, count);
}

/** The bin of every row. */
export function binned(column: FeatureColumn, cuts: Cuts): Uint8Array {
  if (cuts.kind === "category" || column.kind === "category") {
    const levels = cuts.kind === "category" ? cuts.levels : [];
    const places = new Map<string | null, number>(levels.map((level, i) => [level, i + 1]));
    return Uint8Array.from(column.values as readonly string[], (value) => places.get(value) ?? MISSING_BIN);
  }
  const { at_most } = cuts;
  const bins = new Uint8Array(column.values.length);
  const placeOf = stretchOf(at_most);
  const begin = firstCuts(at_most, placeOf);
  const last = at_most.length - 1;
  for (let row = 0; row < bins.length; row++) {
    const value = column.values[row]!;
    if (Number.isNaN(value)) continue;
    let bin = begin[placeOf(value)]!;
    while (bin < last && value > at_most[bin]!) bin++;
    bins[row] = bin + 1;
  }
  return bins;
}

/** Stretches of equal width between the lowest and the highest cut. */
const STRETCHES = 1024;

/** In which stretch a value lies; a larger value never lies in an earlier one, which is all that counts. */
function stretchOf(at_most: Float64Array): (value: number) => number {
  const low = at_most[0]!;
  const scale = STRETCHES / (at_most[at_most.length - 2]! - low);
  return (value) => {
    const place = (value - low) * scale;
    return place > 0 ? (place < STRETCHES ? place | 0 : STRETCHES) : 0; // also when it is not a number: one cut, or none
  };
}

/** For each stretch the first cut in it or after it: where the search for the bin of a value begins. */
function firstCuts(at_most: Float64Array, placeOf: (value: number) => number): Uint8Array {
  const first = new Uint8Array(STRETCHES + 1);
  let cut = 0;
  for (let place = 0; place <= STRETCHES; place++) {
    while (cut < at_most.length - 1 && placeOf(at_most[cut]!) < place) cut++;
    first[place] = cut;
  }
  return first;
}

/** Upper ends of the bins, the last one open: values that occur often get a bin of their own. */
function quantileCuts(sorted: Float64Array, most: number): Float64Array {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (values.length > 0 && values[values.length - 1] === value) counts[counts.length - 1]!++;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  const cuts: number[] = [];
  let left = sorted.length;
  let filled = 0;
  for (let i = 0; i < values.length - 1 && cuts.length < most - 1; i++) {
    filled += counts[i]!;
    const target = left / (most - cuts.length);
    const isFull = values.length <= most || filled >= target || counts[i + 1]! >= target;
    if (!isFull) continue;
    cuts.push(shortNumberBetween(values[i]!, values[i + 1]!));
    left -= filled;
    filled = 0;
  }
  return Float64Array.of(...cuts, Number.MAX_VALUE);
}

/** The number with the fewest digits in [low, high): a cut that can be read. */
function shortNumberBetween(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  for (let digits = 1; digits <= 16; digits++) {
    const short = Number(middle.toPrecision(digits));
    if (short >= low && short < high) return short;
  }
  return low;
}

function levelsOf(values: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_LEVELS)
    .map(([level]) => level);
}
