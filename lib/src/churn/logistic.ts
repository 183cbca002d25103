// Logistic regression: the baseline that trees must beat, and one that can be read off a page.
import { InvalidInputError } from "../core/errors";
import { bothLabels, checkedFrame, type FeatureColumn, type Frame, featureOf } from "./frame";
import { solve } from "./solve";
import { probabilityOf } from "./tree-model";

/** A column of the regression: a number in standard deviations, "is missing", or one level of a category. */
export interface LogisticTerm {
  readonly feature: string;
  readonly is: "value" | "missing" | "level";
  readonly level?: string;
  readonly mean?: number;
  readonly deviation?: number;
  /** Log odds per standard deviation, or for being missing or of that level. */
  readonly weight: number;
}

export interface LogisticModel {
  readonly kind: "logistic_regression";
  readonly version: 1;
  readonly l2: number;
  readonly intercept: number;
  readonly terms: readonly LogisticTerm[];
}

export interface LogisticOptions {
  /** Penalty on squared weights, in standard deviations; above 0. */
  readonly l2: number;
}

/** A value further out than this many standard deviations counts as that far. */
const FURTHEST = 5;

/** Steps end with one that moves no weight further: what is left is about the square of it, and changes no figure shown. */
const GOOD_ENOUGH = 1e-3;

/** Rows that are summed at a time. */
const BLOCK = 1000;

/**
 * Logistic regression with an L2 penalty, by Newton steps. Numbers are standardised; a missing one counts as the mean
 * and has a term of its own; categories have a term per level; constant columns have none.
 *
 * @throws InvalidInputError for an empty frame, one label only, an infinite number, or `l2` of 0 or less
 */
export function trainLogistic(train: Frame, options: Partial<LogisticOptions> = {}): LogisticModel {
  const labels = bothLabels(train, "trainLogistic");
  const { l2 = 1 } = options;
  if (!(l2 > 0 && l2 < Infinity)) throw new InvalidInputError(`trainLogistic needs an l2 above 0, got ${l2}`);
  const terms = train.features.flatMap(termsOf);
  const columns = terms.map((term) => termColumn(term, featureOf(train, term.feature)));
  const all = [new Float64Array(labels.length).fill(1), ...columns];
  const isEighth = (_: number, row: number) => row % 8 === 0;
  // one row in eight says about where the top is, and saves most of the steps on all of them
  const near = newton(
    all.map((column) => column.filter(isEighth)),
    labels.filter(isEighth),
    l2 / 8,
    new Float64Array(all.length),
  );
  const weights = newton(all, labels, l2, near);
  return {
    kind: "logistic_regression",
    version: 1,
    l2,
    intercept: weights[0]!,
    terms: terms.map((term, i) => ({ ...term, weight: weights[i + 1]! })),
  };
}

/** The margin (log odds of churn) of every row. */
export function logisticMargins(model: LogisticModel, frame: Frame): Float64Array {
  checkedFrame(frame, "logisticMargins");
  const margins = new Float64Array(frame.customer_ids.length).fill(model.intercept);
  for (const term of model.terms) {
    const column = termColumn(term, featureOf(frame, term.feature));
    for (let row = 0; row < margins.length; row++) margins[row]! += term.weight * column[row]!;
  }
  return margins;
}

/** The probability of churn of every row. */
export function logisticProbabilities(model: LogisticModel, frame: Frame): Float64Array {
  return logisticMargins(model, frame).map(probabilityOf);
}

function termsOf(column: FeatureColumn): LogisticTerm[] {
  const feature = column.name;
  const weight = 0;
  if (column.kind === "category") {
    const levels = [...new Set(column.values)].filter((level) => level !== null).sort();
    return levels.map((level) => ({ feature, is: "level", level, weight }));
  }
  const { present, mean, deviation } = momentsOf(column.values);
  const isConstant = !(deviation > 1e-12 * Math.abs(mean)) || !Number.isFinite(deviation);
  const hasMissing = present < column.values.length && present > 0;
  return [
    ...(isConstant ? [] : [{ feature, is: "value" as const, mean, deviation, weight }]),
    ...(hasMissing ? [{ feature, is: "missing" as const, weight }] : []),
  ];
}

/** How many values there are, their mean and their standard deviation. */
function momentsOf(values: Float64Array) {
  let present = 0;
  let sum = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    present++;
    sum += value;
  }
  const mean = present === 0 ? 0 : sum / present;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  return { present, mean, deviation: present === 0 ? 0 : Math.sqrt(squares / present) };
}

function termColumn(
  { feature, is, level, mean = 0, deviation = 1 }: LogisticTerm,
  column: FeatureColumn,
): Float64Array {
  if ((is === "level") !== (column.kind === "category"))
    throw new InvalidInputError(`The logistic model knows ${feature} as another kind, got ${column.kind}`);
  if (column.kind === "category") return Float64Array.from(column.values, (value) => (value === level ? 1 : 0));
  if (is === "missing") return column.values.map((value) => (Number.isNaN(value) ? 1 : 0));
  return column.values.map((value) =>
    Number.isNaN(value) ? 0 : Math.max(-FURTHEST, Math.min(FURTHEST, (value - mean) / deviation)),
  );
}

/** Weights that fit best; the first column is the intercept and carries no penalty. */
function newton(columns: readonly Float64Array[], labels: Uint8Array, l2: number, start: Float64Array): Float64Array {
  const weights = start.slice();
  for (let step = 0; step < 40; step++) {
    const { slope, curvature } = derivatives(columns, labels, weights);
    for (let c = 1; c < columns.length; c++) {
      slope[c]! -= l2 * weights[c]!;
      curvature[c]![c]! += l2;
    }
    const moves = solve(curvature, slope);
    const longest = moves.reduce((most, move) => Math.max(most, Math.abs(move)), 0);
    const scale = longest > 4 ? 4 / longest : 1; // a long step is cut, so that it cannot run past the top
    addScaled(weights, moves, scale);
    if (longest < GOOD_ENOUGH) break;
  }
  return weights;
}

/** First and second derivatives of the log-likelihood by the weights. */
function derivatives(columns: readonly Float64Array[], labels: Uint8Array, weights: Float64Array) {
  const margins = new Float64Array(labels.length);
  for (const [c, column] of columns.entries()) addScaled(margins, column, weights[c]!);
  const probabilities = margins.map(probabilityOf);
  const misses = probabilities.map((probability, row) => labels[row]! - probability);
  const spreads = probabilities.map((probability) => Math.max(probability * (1 - probability), 1e-9));
  const slope = Float64Array.from(columns, (column) => dot(column, misses));
  const curvature = columns.map(() => new Float64Array(columns.length));
  const scaled = new Float64Array(labels.length);
  // block by block: a block of all columns stays near the processor while each is held against each
  for (let from = 0; from < labels.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, labels.length);
    for (const [c, column] of columns.entries()) {
      for (let row = from; row < to; row++) scaled[row] = column[row]! * spreads[row]!;
      let d = 0;
      for (; d + 3 <= c; d += 4) addFourDots(columns, d, scaled, from, to, curvature[c]!);
      for (; d <= c; d++) curvature[c]![d]! += dotOfRows(columns[d]!, scaled, from, to);
    }
  }
  for (let c = 0; c < columns.length; c++) for (let d = 0; d < c; d++) curvature[d]![c] = curvature[c]![d]!;
  return { slope, curvature };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let from = 0; from < a.length; from += BLOCK) sum += dotOfRows(a, b, from, Math.min(from + BLOCK, a.length));
  return sum;
}

/** In four sums beside one another: a processor need not wait for one addition to begin the next. */
function dotOfRows(a: Float64Array, b: Float64Array, from: number, to: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let row = from;
  for (; row + 3 < to; row += 4) {
    first += a[row]! * b[row]!;
    second += a[row + 1]! * b[row + 1]!;
    third += a[row + 2]! * b[row + 2]!;
    fourth += a[row + 3]! * b[row + 3]!;
  }
  for (; row < to; row++) first += a[row]! * b[row]!;
  return first + second + (third + fourth);
}

/** The same of four columns at a time: the other one is read once for all of them. */
function addFourDots(
  columns: readonly Float64Array[],
  at: number,
  other: Float64Array,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  const [a, b, c, d] = columns.slice(at, at + 4) as [Float64Array, Float64Array, Float64Array, Float64Array];
  let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
  for (let row = from; row < to; row++) {
    const value = other[row]!;
    sumA += a[row]! * value;
    sumB += b[row]! * value;
    sumC += c[row]! * value;
    sumD += d[row]! * value;
  }
  sums[at]! += sumA;
  sums[at + 1]! += sumB;
  sums[at + 2]! += sumC;
  sums[at + 3]! += sumD;
}

function addScaled(to: Float64Array, values: Float64Array, scale: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += scale * values[i]!;
}
