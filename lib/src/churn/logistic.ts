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
  const weights = newton([new Float64Array(labels.length).fill(1), ...columns], labels, l2);
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
  const present = column.values.filter((value) => !Number.isNaN(value));
  const mean = present.reduce((sum, value) => sum + value / present.length, 0);
  const deviation = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2 / present.length, 0));
  const isConstant = !(deviation > 1e-12 * Math.abs(mean)) || !Number.isFinite(deviation);
  const hasMissing = present.length < column.values.length && present.length > 0;
  return [
    ...(isConstant ? [] : [{ feature, is: "value" as const, mean, deviation, weight }]),
    ...(hasMissing ? [{ feature, is: "missing" as const, weight }] : []),
  ];
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
function newton(columns: readonly Float64Array[], labels: Uint8Array, l2: number): Float64Array {
  const count = columns.length;
  const weights = new Float64Array(count);
  const misses = new Float64Array(labels.length);
  const spreads = new Float64Array(labels.length);
  for (let step = 0; step < 40; step++) {
    const margins = new Float64Array(labels.length);
    for (let c = 0; c < count; c++) addScaled(margins, columns[c]!, weights[c]!);
    for (let row = 0; row < labels.length; row++) {
      const probability = probabilityOf(margins[row]!);
      misses[row] = labels[row]! - probability;
      spreads[row] = Math.max(probability * (1 - probability), 1e-9);
    }
    const slope = new Float64Array(count);
    const curvature = Array.from({ length: count }, () => new Float64Array(count));
    for (let c = 0; c < count; c++) {
      const penalty = c === 0 ? 0 : l2;
      slope[c] = dot(columns[c]!, misses) - penalty * weights[c]!;
      const scaled = columns[c]!.map((value, row) => value * spreads[row]!);
      for (let d = 0; d <= c; d++) curvature[c]![d] = curvature[d]![c] = dot(scaled, columns[d]!);
      curvature[c]![c]! += penalty;
    }
    const moves = solve(curvature, slope);
    const longest = moves.reduce((most, move) => Math.max(most, Math.abs(move)), 0);
    const scale = longest > 4 ? 4 / longest : 1; // a long step is cut, so that it cannot run past the top
    addScaled(weights, moves, scale);
    if (longest < 1e-9) break;
  }
  return weights;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(to: Float64Array, values: Float64Array, scale: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += scale * values[i]!;
}
